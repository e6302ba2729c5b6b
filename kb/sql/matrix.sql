-- A row: one State of the scope and one provision that the matrix shows (or that the scope names), with its cell.
-- Parameters: $scope.
SELECT c.*, s.name, s.status, s.affected
FROM coverage($scope) AS c JOIN scope_state($scope) AS s ON s.id = c.state
WHERE c.in_matrix OR len(($scope).provisions::VARCHAR[]) > 0
ORDER BY s.name, c.position;
