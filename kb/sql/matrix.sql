-- A row: one State of the scope and one provision that the matrix shows (or that the scope names), with its cell.
-- Parameters: $scope.
SELECT state, provision, cell, passages, second_hand, aligned, monitoring, elsewhere, bound, spoke, only_as_coordinator, text_status, name, status,
    affected
FROM coverage($scope)
WHERE is_shown($scope, provision, in_matrix)
ORDER BY name, position;
