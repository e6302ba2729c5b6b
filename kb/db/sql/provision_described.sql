-- A row: a published passage by others about a State in the scope, coded to $provision or a part of it; what coverage counts
-- as `monitoring`: of the themes and assessments chosen, whatever the meeting and the day, other conventions only if asked
-- for. The columns of scoped_passage, and about_name, the State's name.
-- Parameters: $scope, $provision, $limit.
SELECT p.* EXCLUDE (in_life_of, counted_line), s.name AS about_name
FROM published_passage AS p JOIN scope_state($scope) AS s ON s.id = p.about_state
WHERE p.passage IN (
    SELECT k.passage FROM scope_coding($scope) AS k WHERE k.counted AND k.described AND k.provision = $provision
)
ORDER BY s.name, p.last_date DESC NULLS LAST, p.contribution, p.position
LIMIT $limit;
