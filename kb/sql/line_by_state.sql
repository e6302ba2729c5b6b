-- A row: one State and one discussion line ('not stated' where neither the source nor we say which); the State's own
-- published contributions in the scope, of which `inferred` have a line that we infer. One under several lines counts in each.
-- Parameters: $scope.
SELECT s.id AS state, s.name AS state_name, l.discussion_line, count(DISTINCT c.id) AS contributions,
    count(DISTINCT c.id) FILTER (c.line IS NULL AND c.line_inferred IS NOT NULL) AS inferred
FROM scope_contribution($scope) AS c
CROSS JOIN unnest(coalesce(string_split(c.counted_line, ' '), ['not stated'])) AS l (discussion_line)
JOIN own_contribution AS o ON o.contribution = c.id
JOIN scope_state($scope) AS s ON s.id = o.state
WHERE c.status = 'published' AND is_chosen(($scope).voices, c.voice)
GROUP BY s.id, s.name, l.discussion_line
ORDER BY s.name, l.discussion_line;
