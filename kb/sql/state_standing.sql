-- A row: one State of the scope with how it stands on the provisions of the matrix: its status and affectedness, how many
-- are addressed to it (bound), on how many it reported, by what its other cells are empty, and the counts beside.
-- `known`: whether anything is held or known of it in the scope or beside it.
-- Parameters: $scope.
SELECT s.id AS state, s.name, s.regional_group, s.status, s.affected, s.listed,
    count(*) FILTER (c.bound = 'yes') AS bound,
    count(*) FILTER (c.cell = 'reported') AS reported,
    count(*) FILTER (c.cell = 'reported' AND c.bound = 'yes') AS reported_bound,
    bool_or(c.cell = 'pending') AS pending,
    bool_or(c.cell = 'silent') AS silent,
    bool_or(c.cell = 'text_not_held') AS text_not_held,
    bool_or(c.cell = 'no_contribution') AS no_contribution,
    sum(c.monitoring)::INTEGER AS monitoring, sum(c.elsewhere)::INTEGER AS elsewhere,
    bool_or(c.cell IN ('reported', 'pending', 'silent', 'text_not_held') OR c.monitoring + c.elsewhere > 0) AS known
FROM coverage($scope) AS c JOIN scope_state($scope) AS s ON s.id = c.state
WHERE c.in_matrix
GROUP BY s.id, s.name, s.regional_group, s.status, s.affected, s.listed
ORDER BY s.name;
