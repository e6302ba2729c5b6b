-- A row: one State of the scope and one of its own published passages in the scope that says something, on whatever provision.
-- looked: the provisions of which somebody looked whether the passage is on them, and found that it is not.
-- Parameters: $scope.
SELECT o.state, p.passage, p.contribution, p.text, p.language, coalesce(l.provisions, []) AS looked
FROM scoped_passage($scope) AS p
JOIN own_contribution AS o ON o.contribution = p.contribution
JOIN scope_state($scope) AS s ON s.id = o.state
LEFT JOIN (SELECT state, passage, list(provision) AS provisions FROM looked_at GROUP BY state, passage) AS l
    ON l.state = o.state AND l.passage = p.passage
WHERE p.in_scope
ORDER BY o.state, p.passage;
