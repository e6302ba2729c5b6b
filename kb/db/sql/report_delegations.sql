-- A row: one make-up of a delegation (Action 31: numbers only), once however often it was said, at a meeting of the scope, of a
-- State of the scope or of an organisation.
-- Parameters: $scope.
SELECT d.meeting, d.contributor, r.name AS contributor_label, d.survivors, d.experts, d.disability_organisations, d.source_url
FROM delegation AS d
JOIN scope_meeting($scope) AS m ON m.id = d.meeting
JOIN contributor AS r ON r.id = d.contributor
WHERE r.state IS NULL OR r.state IN (SELECT id FROM scope_state($scope))
GROUP BY ALL
ORDER BY min(m.first_date), contributor_label, contributor, survivors, experts, disability_organisations, source_url;
