-- A row: one meeting of the scope, oldest first. contributions: the published ones to it that lie in the scope, in the voices
-- it asks for; passages: how many with substance these have.
-- Parameters: $scope.
SELECT m.id AS meeting, m.convention, m.name, m.short_name, m.place, m.first_day, m.last_day, m.dates_basis, m.source_url,
    m.note,
    count(DISTINCT c.id) AS contributions, count(p.id) AS passages
FROM scope_meeting($scope) AS m
LEFT JOIN scope_contribution($scope) AS c
    ON c.meeting = m.id AND c.status = 'published' AND is_chosen(($scope).voices, c.voice)
LEFT JOIN passage AS p ON p.contribution = c.id AND p.substance
GROUP BY ALL
ORDER BY any_value(m.first_date), m.id;
