-- A row: one passage of a contribution in the scope that is received or coded and not published, newest first; where the scope
-- chooses among States, of those that speak, are described or are aligned. A view of the public's has none.
-- Parameters: $scope.
WITH chosen AS MATERIALIZED (SELECT id FROM scope_state($scope))
SELECT p.id AS passage, p.position, p.text, p.evidence, c.id AS contribution, c.status, r.name AS contributor_label,
    c.contributor_name, c.state, c.about_state, c.voice, c.kind, c.text_kind, c.language, c.convention, c.meeting,
    c.meeting_label, c.date, c.first_date, c.last_date, c.line, c.line_inferred, c.source_title, c.source_url,
    c.source_truncated, c.note
FROM scope_contribution($scope) AS c
JOIN contributor AS r ON r.id = c.contributor
JOIN passage AS p ON p.contribution = c.id
WHERE c.status IN ('received', 'coded') AND is_chosen(($scope).voices, c.voice)
    AND (
        NOT limits_states($scope) OR c.state IN (SELECT id FROM chosen) OR c.about_state IN (SELECT id FROM chosen)
        OR c.id IN (SELECT a.contribution FROM alignment AS a WHERE a.state IN (SELECT id FROM chosen))
    )
ORDER BY c.last_date DESC NULLS LAST, c.id, p.position;
