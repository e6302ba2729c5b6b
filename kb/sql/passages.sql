-- A row: one published passage, newest first.
-- With $state: the passages of that State (relation said or aligned) and those by others about it (relation described).
-- Without: the passages in the scope whose State, speaking or described, is among the scope's States if it chooses any.
-- in_scope: whether the passage lies in the scope; only a State's passages outside it are listed too.
-- Parameters: $scope, $state, $provision, $contribution (each null for any), $limit.
SELECT p.*,
    CASE
        WHEN $state IS NULL THEN NULL
        WHEN p.state = $state AND p.voice IN ('own', 'reported') THEN 'said'
        WHEN o.state IS NOT NULL THEN 'aligned'
        ELSE 'described'
    END AS relation
FROM scoped_passage($scope) AS p
LEFT JOIN own_contribution AS o ON o.contribution = p.contribution AND o.state = $state AND o.aligned
WHERE CASE
        WHEN $contribution IS NOT NULL THEN p.contribution = $contribution
        WHEN $state IS NOT NULL THEN p.state = $state OR p.about_state = $state OR o.state IS NOT NULL
        ELSE p.in_scope AND (
            len(($scope).states::VARCHAR[] || ($scope).regions::VARCHAR[] || ($scope).affected::VARCHAR[]
                || ($scope).statuses::VARCHAR[]) = 0
            OR coalesce(p.state, p.about_state) IN (SELECT id FROM scope_state($scope))
            OR p.about_state IN (SELECT id FROM scope_state($scope))
        )
    END
    AND (
        $provision IS NULL
        OR p.passage IN (SELECT w.passage FROM whole_coding AS w WHERE w.provision = $provision)
    )
ORDER BY p.last_date DESC NULLS LAST, p.contribution, p.position
LIMIT $limit;
