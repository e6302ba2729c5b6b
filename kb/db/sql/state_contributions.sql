-- A row: one published contribution of the State, its own or a collective statement it is aligned with (aligned), newest
-- first, whatever the scope; what others say about it is not among them.
-- in_scope: whether it lies in the scope. passages: how many with substance it has.
-- Parameters: $scope, $state.
SELECT c.id AS contribution, c.contributor_name, c.voice, own.aligned, c.meeting, c.meeting_label, c.convention, c.date,
    c.first_date, c.last_date, c.counted_line AS line, c.line IS NULL AND c.line_inferred IS NOT NULL AS line_is_inferred,
    c.kind, c.text_kind, c.language,
    (SELECT count(*) FROM passage AS p WHERE p.contribution = c.id AND p.substance) AS passages,
    c.id IN (SELECT id FROM scope_contribution($scope)) AND is_chosen(($scope).voices, c.voice) AS in_scope,
    c.source_title, c.source_url, c.source_truncated, c.note
FROM own_contribution AS own
JOIN dated_contribution AS c ON c.id = own.contribution
WHERE own.state = $state AND own.status = 'published'
ORDER BY c.first_date DESC NULLS LAST, c.id;
