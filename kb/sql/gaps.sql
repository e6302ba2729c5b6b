-- A row: one State and one provision that binds it, or may (affectedness unknown), on which nothing is reported in the scope;
-- cell says why. Provisions of the matrix, or those the scope names; a text that is not established is nobody's gap.
-- Parameters: $scope.
SELECT c.*, s.name
FROM coverage($scope) AS c JOIN scope_state($scope) AS s ON s.id = c.state
WHERE c.cell IN ('no_contribution', 'text_not_held', 'silent', 'pending') AND c.bound IN ('yes', 'unknown')
    AND (c.in_matrix OR len(($scope).provisions::VARCHAR[]) > 0)
ORDER BY c.position, s.name;
