-- A row: one State, one passage of its own (said, or in a collective statement it is aligned with) and one assessment under
-- (fact: none) which that passage is coded to $provision or a part of it, in the scope; the passages behind `reported` in coverage.
-- Parameters: $scope, $provision.
SELECT c.state, s.name, c.passage, coalesce(unnest(c.chosen), 'fact') AS assessment, c.second_hand, c.aligned
FROM scope_coding($scope) AS c JOIN scope_state($scope) AS s ON s.id = c.state
WHERE c.counted AND NOT c.described AND c.provision = $provision
ORDER BY s.name, c.passage, assessment;
