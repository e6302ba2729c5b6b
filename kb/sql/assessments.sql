-- A row: one provision of the matrix and one assessment; passages of States in the scope that say so.
-- Parameters: $scope.
SELECT provision, assessment, sum(passages)::INTEGER AS passages
FROM (
    SELECT provision, position, unnest(['progress', 'challenge', 'practice', 'plan', 'request', 'offer']) AS assessment,
        unnest([progress, challenge, practice, plan, request, offer]) AS passages
    FROM coverage($scope) WHERE in_matrix
)
GROUP BY provision, position, assessment
HAVING sum(passages) > 0
ORDER BY position, list_position(['progress', 'challenge', 'practice', 'plan', 'request', 'offer'], assessment);
