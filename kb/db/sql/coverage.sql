-- A row: one State and one provision of the scope's instrument; see image/03_coverage.sql.
-- Parameters: $scope.
SELECT * FROM coverage($scope) ORDER BY state, position;
