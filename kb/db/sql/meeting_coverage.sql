-- A row: one meeting of the CCM in the scope's period, oldest first, within the life of the instrument or named by the scope; its figures are those
-- of the coverage of that meeting alone, by every other filter. On the provisions that the matrix shows (or that the scope
-- names): how many affected States Parties reported there on any of them, of how many (bound); beside the fraction, never in
-- it: unknown, States Parties not known to be affected or not, unknown_reporting, those of them that reported, and
-- unbound_reporting, all other States that did.
-- Parameters: $scope.
WITH
meeting_then AS (
    SELECT id, first_day, first_date, least(last_date, ($scope).until) AS day
    FROM dated_meeting
    WHERE convention = 'CCM' AND is_in_period($scope, first_date, last_date)
        AND (list_contains(in_life_of, ($scope).instrument) OR is_asked_for($scope, id, in_life_of))
),
said AS (
    SELECT DISTINCT k.meeting, k.state
    FROM state_coding AS k JOIN provision AS p ON p.id = k.provision
    WHERE NOT k.described AND k.instrument = ($scope).instrument AND is_shown($scope, k.provision, p.in_matrix)
        AND is_on_line($scope, k.counted_line) AND is_in_period($scope, k.first_date, k.last_date)
        AND is_chosen(($scope).voices, k.voice) AND is_on($scope, k.themes, k.assessments)
),
state_at AS (
    SELECT m.id AS meeting, s.id AS state, s.regional_group, s.affected,
        status_on(m.day, s.signed_on, s.deposited_on, s.in_force_on, s.withdrawn_on) AS status
    FROM meeting_then AS m CROSS JOIN known_state AS s
),
standing AS (
    SELECT s.meeting, bound_of('affected', s.status, s.affected) AS bound, said.state IS NOT NULL AS reported
    FROM state_at AS s LEFT JOIN said ON said.meeting = s.meeting AND said.state = s.state
    WHERE is_chosen_state($scope, s.state, s.regional_group, s.affected, s.status)
)
SELECT m.id AS meeting, m.first_day,
    count(*) FILTER (s.bound = 'yes' AND s.reported) AS reported,
    count(*) FILTER (s.bound = 'yes') AS bound,
    rate_of(count(*) FILTER (s.bound = 'yes' AND s.reported), count(*) FILTER (s.bound = 'yes')) AS rate,
    count(*) FILTER (s.bound = 'unknown') AS unknown,
    count(*) FILTER (s.bound = 'unknown' AND s.reported) AS unknown_reporting,
    count(*) FILTER (s.bound = 'no' AND s.reported) AS unbound_reporting
FROM meeting_then AS m LEFT JOIN standing AS s ON s.meeting = m.id
GROUP BY m.id, m.first_day, m.first_date
ORDER BY m.first_date, m.id;
