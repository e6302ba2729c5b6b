-- A row: one published passage assessed as one of $assessments (and among $passages, ids, unless that is null), with what it is matched and ranked by; newest first.
-- In the scope; what others say about a State (voice monitoring), whatever the meeting and the day, as coverage counts it.
-- Not the meeting pages (voice official): they are nobody's own. With States in the scope: passages that one of them says,
-- is aligned with or is described in. states: whose own words it is in; several for a collective statement.
-- codings: the provisions it is coded to; wholes: these and those they are a part of; each with its assessments.
-- Parameters: $scope, $assessments, $passages.
WITH
chosen AS MATERIALIZED (SELECT id FROM scope_state($scope)),
own AS MATERIALIZED (
    SELECT contribution, list(state ORDER BY aligned, state) AS states
    FROM own_contribution WHERE status = 'published' GROUP BY contribution
)
SELECT p.passage, p.contributor, p.state, p.about_state, p.voice, p.codings, p.assessments, p.themes, p.last_date,
    coalesce(own.states, []) AS states, coalesce(w.wholes, []) AS wholes
FROM scoped_passage($scope) AS p
LEFT JOIN own ON own.contribution = p.contribution
LEFT JOIN (
    SELECT passage, list({'provision': provision, 'assessments': assessments}) AS wholes FROM whole_coding GROUP BY passage
) AS w ON w.passage = p.passage
WHERE list_has_any(p.assessments, $assessments) AND p.voice <> 'official'
    AND is_chosen($passages, p.passage)
    AND CASE
        WHEN p.voice = 'monitoring' THEN p.on_subject AND is_chosen(($scope).voices, p.voice)
            AND p.contribution IN (SELECT d.contribution FROM scope_description($scope) AS d)
        ELSE p.in_scope
    END
    AND (
        NOT limits_states($scope)
        OR p.state IN (SELECT id FROM chosen) OR p.about_state IN (SELECT id FROM chosen)
        OR list_has_any(coalesce(own.states, []), (SELECT list(id) FROM chosen))
    )
ORDER BY p.last_date DESC NULLS LAST, p.contribution, p.position;
