-- A row: one State of the scope and one provision that the matrix shows (or that the scope names), with its cell.
-- Parameters: $scope.
SELECT * FROM coverage($scope)
WHERE in_matrix OR len(($scope).provisions::VARCHAR[]) > 0
ORDER BY name, position;
