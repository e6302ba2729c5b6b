-- A row: one discussion line of the scope, with the codes of its themes (those the scope names, if it names any).
-- Parameters: $scope.
SELECT l.id AS line, l.title, coalesce(list(t.id ORDER BY t.position) FILTER (t.id IS NOT NULL), []) AS themes
FROM discussion_line AS l
LEFT JOIN theme AS t ON t.discussion_line = l.id AND is_chosen(($scope).themes, t.id)
WHERE is_chosen(($scope).lines, l.id)
GROUP BY l.id, l.title
ORDER BY l.id;
