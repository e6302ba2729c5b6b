-- A row: one provision that the matrix shows, or that the scope names, and whose text is established: to whom it is addressed,
-- and how many of the States in the scope that it binds have not reported on it, by why.
-- Parameters: $scope.
SELECT p.id AS provision, p.addressed_to,
    count(*) FILTER (c.cell = 'silent') AS silent,
    count(*) FILTER (c.cell = 'text_not_held') AS text_not_held,
    count(*) FILTER (c.cell = 'no_contribution') AS no_contribution,
    count(*) FILTER (c.cell = 'pending') AS pending
FROM shown_provision AS p
LEFT JOIN coverage($scope) AS c ON c.provision = p.id AND c.bound = 'yes'
WHERE p.instrument = ($scope).instrument AND p.text_status <> 'missing' AND is_shown($scope, p.id, p.in_matrix)
GROUP BY p.id, p.position, p.addressed_to
ORDER BY p.position, p.id;
