-- A row: one State of the scope with how it stands on the provisions that the matrix shows (or that the scope names): its
-- status and affectedness; standing, the state of its record on all of them together; how many are addressed to it (bound),
-- or may be because nobody knows whether it has victims (bound_unknown; may_bind: both together); on how many it reported,
-- of those bound, and of those that may be; and the counts beside. Where a text is missing nothing can be coded to it, so
-- it is counted in none of these.
-- only_as_coordinator: as in coverage.
-- `known`: whether anything is held or known of it in the scope or beside it.
-- Parameters: $scope.
SELECT c.state, c.name, c.regional_group, c.status, c.affected, c.listed, standing_of(c.cell) AS standing,
    standing = 'no_contribution' AND bool_or(c.only_as_coordinator) AS only_as_coordinator,
    count(*) FILTER (c.bound = 'yes' AND c.cell <> 'text_missing') AS bound,
    count(*) FILTER (c.bound = 'unknown' AND c.cell <> 'text_missing') AS bound_unknown,
    count(*) FILTER (may_bind(c.bound) AND c.cell <> 'text_missing') AS may_bind,
    count(*) FILTER (c.cell = 'reported') AS reported,
    count(*) FILTER (c.cell = 'reported' AND c.bound = 'yes') AS reported_bound,
    count(*) FILTER (c.cell = 'reported' AND may_bind(c.bound)) AS reported_may_bind,
    sum(c.monitoring)::INTEGER AS monitoring, sum(c.elsewhere)::INTEGER AS elsewhere,
    bool_or(c.cell IN ('reported', 'pending', 'silent', 'text_not_held') OR c.only_as_coordinator OR c.monitoring + c.elsewhere > 0) AS known
FROM coverage($scope) AS c
WHERE is_shown($scope, c.provision, c.in_matrix)
GROUP BY c.state, c.name, c.regional_group, c.status, c.affected, c.listed
ORDER BY c.name;
