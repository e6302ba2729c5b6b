-- A row: one published contribution in the scope, newest first: by the revision that published it, then by its date.
-- passages: its passages in the scope. With provisions, themes or assessments in the scope: only contributions with a passage on them. With States in
-- the scope: only those that one of them makes, is aligned with or is described in.
-- Parameters: $scope.
WITH
spoken AS (SELECT contribution, count(*) AS passages FROM scoped_passage($scope) WHERE in_scope GROUP BY contribution),
chosen AS MATERIALIZED (SELECT id FROM scope_state($scope))
SELECT c.id AS contribution, r.name AS contributor_label, c.voice, c.state, c.line, c.line_inferred, c.convention,
    coalesce(c.meeting_title, c.meeting_label) AS meeting_label, c.date, n.published_on, coalesce(spoken.passages, 0) AS passages
FROM scope_contribution($scope) AS c
JOIN contributor AS r ON r.id = c.contributor
JOIN publication AS n ON n.contribution = c.id
LEFT JOIN spoken ON spoken.contribution = c.id
WHERE c.status = 'published' AND is_chosen(($scope).voices, c.voice)
    AND (NOT limits_subject($scope) OR spoken.contribution IS NOT NULL)
    AND (
        NOT limits_states($scope)
        OR c.state IN (SELECT id FROM chosen)
        OR c.about_state IN (SELECT id FROM chosen)
        OR c.id IN (SELECT o.contribution FROM own_contribution AS o WHERE o.state IN (SELECT id FROM chosen))
    )
ORDER BY n.revision DESC, c.last_date DESC NULLS LAST, c.first_date DESC, c.id;
