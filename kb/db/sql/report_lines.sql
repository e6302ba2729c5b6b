-- A row: one discussion line of the scope and one State of the scope that spoke under it, line by line, the surest first. kind,
-- contributions: as in who_spoke. inferred: no source of these names a line, and we infer it.
-- Speaking as Coordinator or chair is not counted for the State.
-- Parameters: $scope.
WITH heard AS (
    SELECT own.state, c.counted_line AS lines, c.line IS NULL AS inferred, own.second_hand, own.work = 'no text' AS is_bare
    FROM own_contribution AS own JOIN scope_contribution($scope) AS c ON c.id = own.contribution
    WHERE own.status = 'published' AND is_chosen(($scope).voices, own.voice)
    UNION ALL
    SELECT k.state, k.line, false, NULL, true
    FROM known_speech AS k LEFT JOIN dated_meeting AS m ON m.id = k.meeting
    WHERE NOT k.of_the_chair AND is_here($scope, k.meeting, coalesce(m.in_life_of, []), k.line, k.first_date, k.last_date)
),
known AS (
    SELECT l.line, heard.state, coalesce(bool_and(heard.inferred) FILTER (NOT is_bare), false) AS inferred,
        count(*) FILTER (NOT is_bare) AS contributions,
        bool_or(NOT second_hand AND NOT is_bare) AS own
    FROM heard CROSS JOIN unnest(string_split(heard.lines, ' ')) AS l (line)
    WHERE is_chosen(($scope).lines, l.line)
    GROUP BY l.line, heard.state
)
SELECT known.line AS discussion_line, s.id AS state, s.name,
    CASE WHEN contributions = 0 THEN 'text_not_held' WHEN own THEN 'own' ELSE 'second_hand' END AS kind,
    known.contributions, known.inferred
FROM known JOIN scope_state($scope) AS s ON s.id = known.state
ORDER BY known.line, list_position(['own', 'second_hand', 'text_not_held'], kind), s.name;
