-- A row: a State that the scope chooses. Parameters: $scope.
SELECT id FROM scope_state($scope) ORDER BY id;
