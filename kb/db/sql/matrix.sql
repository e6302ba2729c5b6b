-- A row: one State of the scope and one provision that is shown, with its cell; see image/03_coverage.sql.
-- Parameters: $scope.
SELECT * FROM coverage($scope) WHERE shown ORDER BY name, position;
