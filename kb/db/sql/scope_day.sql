-- One row: day, on which the status of States counts in the scope.
-- Parameters: $scope.
SELECT day FROM scope_day($scope);
