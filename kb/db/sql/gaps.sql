-- A row: one State and one provision that binds it, or may (affectedness unknown), on which nothing is reported in the
-- scope; cell says why. Provisions of the matrix, or those the scope names; a text that is not established is nobody's gap.
-- Parameters: $scope.
SELECT * FROM coverage($scope)
WHERE is_gap(cell) AND may_bind(bound) AND shown
ORDER BY position, name;
