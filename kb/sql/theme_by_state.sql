-- A row: one State and one theme; the State's own published passages in the scope on that theme.
-- Parameters: $scope.
SELECT s.id AS state, t.id AS theme, t."group" AS theme_group, count(DISTINCT p.passage) AS passages
FROM scoped_passage($scope) AS p
JOIN own_contribution AS o ON o.contribution = p.contribution
JOIN scope_state($scope) AS s ON s.id = o.state
JOIN passage_theme AS pt ON pt.passage = p.passage
JOIN theme AS t ON t.id = pt.theme
WHERE p.in_scope AND is_chosen(($scope).themes, t.id)
GROUP BY s.id, s.name, t.id, t."group", t.position
ORDER BY s.name, t.position;
