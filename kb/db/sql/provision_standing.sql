-- A row: the States in the scope that stand alike on $provision: whether it binds them (bound) and the state of their
-- record (cell), with `states`, their codes in the order of their names, and `coordinators`, those of
-- them that spoke only as Coordinator.
-- Parameters: $scope, $provision.
SELECT c.bound, c.cell, list(c.state ORDER BY s.name) AS states,
    coalesce(list(c.state) FILTER (c.only_as_coordinator), []) AS coordinators
FROM coverage($scope) AS c JOIN known_state AS s ON s.id = c.state
WHERE c.provision = $provision
GROUP BY c.bound, c.cell
ORDER BY c.bound, c.cell;
