-- A row: one provision, or one discussion line through its themes, with how many published passages in the scope are on it,
-- whoever speaks. kind: provision or line. With States in the scope: passages that one of them says, is aligned with or is
-- described in.
-- Parameters: $scope.
WITH
chosen AS MATERIALIZED (SELECT id FROM scope_state($scope)),
said AS MATERIALIZED (
    SELECT passage FROM scoped_passage($scope)
    WHERE in_scope AND (
        NOT limits_states($scope)
        OR state IN (SELECT id FROM chosen)
        OR about_state IN (SELECT id FROM chosen)
        OR contribution IN (SELECT o.contribution FROM own_contribution AS o WHERE o.state IN (SELECT id FROM chosen))
    )
)
SELECT 'provision' AS kind, w.provision AS code, count(*) AS passages
FROM whole_coding AS w JOIN said ON said.passage = w.passage
WHERE has_chosen(($scope).assessments, w.assessments)
GROUP BY w.provision
UNION ALL
SELECT 'line', t.discussion_line, count(DISTINCT pt.passage)
FROM passage_theme AS pt JOIN theme AS t ON t.id = pt.theme JOIN said ON said.passage = pt.passage
WHERE is_chosen(($scope).themes, t.id)
GROUP BY t.discussion_line;
