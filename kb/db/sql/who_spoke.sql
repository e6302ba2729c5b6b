-- A row: one State of the scope and one meeting at which it contributed or is known to have spoken, by the State's name, then
-- by day; what was made to no meeting stands by its day. kind: own, a contribution in its own voice is published; second_hand,
-- others report it; text_not_held, it is known to have spoken and its text is not held, or only its name. contributions: its
-- published ones with a text.
-- Speaking as Coordinator or chair is not counted for the State. Without a day: it is not known.
-- Parameters: $scope.
WITH
published AS (
    SELECT own.state, c.meeting, CASE WHEN c.meeting IS NULL THEN c.first_date END AS own_day, c.first_date,
        own.second_hand, own.work = 'no text' AS is_bare
    FROM own_contribution AS own JOIN scope_contribution($scope) AS c ON c.id = own.contribution
    WHERE own.status = 'published' AND is_chosen(($scope).voices, own.voice)
),
heard AS (
    SELECT state, meeting, own_day, first_date, second_hand, is_bare FROM published
    UNION ALL
    SELECT k.state, k.meeting, NULL, k.first_date, NULL, true
    FROM known_speech AS k LEFT JOIN dated_meeting AS m ON m.id = k.meeting
    WHERE NOT k.of_the_chair AND is_here($scope, k.meeting, coalesce(m.in_life_of, []), k.line, k.first_date, k.last_date)
),
known AS (
    SELECT state, meeting, own_day, min(first_date) AS day, count(*) FILTER (NOT is_bare) AS contributions,
        bool_or(NOT second_hand AND NOT is_bare) AS own
    FROM heard GROUP BY state, meeting, own_day
)
SELECT s.id AS state, s.name, s.status, s.affected, known.meeting, CAST(known.day AS DATE) AS day,
    CASE WHEN contributions = 0 THEN 'text_not_held' WHEN own THEN 'own' ELSE 'second_hand' END AS kind,
    known.contributions
FROM known JOIN scope_state($scope) AS s ON s.id = known.state
ORDER BY s.name, day NULLS LAST, known.meeting;
