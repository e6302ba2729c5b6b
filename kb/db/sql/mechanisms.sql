-- A row: one coordination mechanism of a State in the scope, told of by a published passage; the State's own words first.
-- own: whether the State itself says so, or is reported to have said so, and not somebody else about it.
-- in_scope: whether the passage lies in the scope; the row is there all the same, for what a State has
-- does not depend on the meeting at which it was mentioned.
-- Parameters: $scope.
SELECT m.id, m.state, s.name AS state_name, m.name, m.kind, m.legal_basis, m.crpd_link, m.victims_take_part, m.passage,
    p.position, p.contribution, p.contributor, p.contributor_label, p.voice, (o.contribution IS NOT NULL) AS own,
    p.date, p.convention, p.source_title, p.source_url,
    coalesce(q.in_scope, false) AS in_scope
FROM mechanism AS m
JOIN scope_state($scope) AS s ON s.id = m.state
JOIN published_passage AS p ON p.passage = m.passage
LEFT JOIN scoped_passage($scope) AS q ON q.passage = m.passage
LEFT JOIN (SELECT DISTINCT contribution, state FROM own_contribution) AS o
    ON o.contribution = p.contribution AND o.state = m.state
ORDER BY own DESC, in_scope DESC, s.name, m.id;
