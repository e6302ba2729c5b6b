-- A row: one State, with what States are compared by on the scope's day.
-- Parameters: $scope.
SELECT id AS state, affected, regional_group, status FROM state_then($scope) ORDER BY id;
