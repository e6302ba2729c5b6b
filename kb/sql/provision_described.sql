-- A row: a published passage by others about a State in the scope, coded to $provision or a part of it; what coverage counts
-- as `monitoring`: of the themes and assessments chosen, whatever the meeting and the day, other conventions only if asked
-- for. All columns of published_passage, and about_name, the State's name.
-- Parameters: $scope, $provision, $limit.
SELECT p.*, s.name AS about_name
FROM published_passage AS p JOIN scope_state($scope) AS s ON s.id = p.about_state
WHERE p.passage IN (
    SELECT m.passage FROM monitoring_coding AS m
    WHERE m.state = p.about_state AND m.provision = $provision AND is_on($scope, m.passage, m.assessment)
        AND (m.convention = 'CCM' OR m.contribution IN (SELECT id FROM scope_contribution($scope)))
)
ORDER BY s.name, p.last_date DESC NULLS LAST, p.contribution, p.position
LIMIT $limit;
