-- A row: one published passage assessed as one of $assessments; newest first.
-- In the scope; what others say about a State (voice monitoring), whatever the meeting and the day, as coverage counts it.
-- Not the meeting pages (voice official): they are nobody's own. With States in the scope: passages that one of them says,
-- is aligned with or is described in. own: whether a State in the scope says it, or is aligned with it.
-- Parameters: $scope, $assessments.
WITH
chosen AS MATERIALIZED (SELECT id FROM scope_state($scope)),
own AS MATERIALIZED (
    SELECT DISTINCT contribution FROM own_contribution
    WHERE status = 'published' AND state IN (SELECT id FROM chosen)
)
SELECT p.passage, p.contribution IN (SELECT contribution FROM own) AS own
FROM scoped_passage($scope) AS p
WHERE list_has_any(p.assessments, $assessments) AND p.voice <> 'official'
    AND CASE
        WHEN p.voice = 'monitoring' THEN p.on_subject AND is_chosen(($scope).voices, p.voice)
            AND p.contribution IN (SELECT d.contribution FROM scope_description($scope) AS d)
        ELSE p.in_scope
    END
    AND (
        NOT limits_states($scope)
        OR p.state IN (SELECT id FROM chosen) OR p.about_state IN (SELECT id FROM chosen)
        OR p.contribution IN (SELECT contribution FROM own)
    )
ORDER BY p.last_date DESC NULLS LAST, p.contribution, p.position;
