-- A row: one State of the scope with how it stands on the provisions of the matrix: its status and affectedness, how many
-- are addressed to it (bound), on how many it reported, by what its other cells are empty, and the counts beside.
-- `known`: whether anything is held or known of it in the scope or beside it.
-- Parameters: $scope.
SELECT c.state, c.name, c.regional_group, c.status, c.affected, c.listed,
    count(*) FILTER (c.bound = 'yes') AS bound,
    count(*) FILTER (c.cell = 'reported') AS reported,
    count(*) FILTER (c.cell = 'reported' AND c.bound = 'yes') AS reported_bound,
    bool_or(c.cell = 'pending') AS pending,
    bool_or(c.cell = 'silent') AS silent,
    bool_or(c.cell = 'text_not_held') AS text_not_held,
    bool_or(c.cell = 'no_contribution') AS no_contribution,
    sum(c.monitoring)::INTEGER AS monitoring, sum(c.elsewhere)::INTEGER AS elsewhere,
    bool_or(c.cell IN ('reported', 'pending', 'silent', 'text_not_held') OR c.monitoring + c.elsewhere > 0) AS known
FROM coverage($scope) AS c
WHERE c.in_matrix
GROUP BY c.state, c.name, c.regional_group, c.status, c.affected, c.listed
ORDER BY c.name;
