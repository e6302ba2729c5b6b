-- A row: one State and one provision that binds it, or may (affectedness unknown), on which nothing is reported in the
-- scope; cell says why. Provisions of the matrix, or those the scope names; a text that is not established is nobody's gap.
-- Parameters: $scope.
SELECT * FROM coverage($scope)
WHERE cell IN ('no_contribution', 'text_not_held', 'silent', 'pending') AND bound IN ('yes', 'unknown')
    AND (in_matrix OR len(($scope).provisions::VARCHAR[]) > 0)
ORDER BY position, name;
