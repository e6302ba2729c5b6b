-- What States reported in the scope, newest first. A row: one published passage of a State, said by it or in a collective
-- statement with which it is aligned; wholes: the provisions it is on, and those they are a part of, with its assessments.
-- Parameters: $scope.
SELECT own.state, s.name AS state_name, own.second_hand, own.aligned, p.passage, p.contribution, p.position, p.last_date, p.assessments, p.themes,
    coalesce(w.wholes, []) AS wholes
FROM published_passage AS p
JOIN own_contribution AS own ON own.contribution = p.contribution
JOIN known_state AS s ON s.id = own.state
LEFT JOIN (
    SELECT passage, list({'provision': provision, 'assessments': assessments}) AS wholes FROM whole_coding GROUP BY passage
) AS w ON w.passage = p.passage
WHERE p.substance AND is_here($scope, p.meeting, p.in_life_of, p.counted_line, p.first_date, p.last_date)
ORDER BY p.last_date DESC NULLS LAST, p.contribution, p.position, own.state;
