-- A row: one provision that the matrix shows (or that the scope names) and one assessment; passages of States in the scope that say so.
-- Parameters: $scope.
SELECT provision, assessment, sum(passages)::INTEGER AS passages
FROM (
    SELECT provision, position, unnest(['progress', 'challenge', 'practice', 'plan', 'request', 'offer']) AS assessment,
        unnest([progress, challenge, practice, plan, request, offer]) AS passages
    FROM coverage($scope) WHERE is_shown($scope, provision, in_matrix)
)
GROUP BY provision, position, assessment
HAVING sum(passages) > 0
ORDER BY position, list_position(['progress', 'challenge', 'practice', 'plan', 'request', 'offer'], assessment);
