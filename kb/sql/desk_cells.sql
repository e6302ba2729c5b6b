-- How States stand to actions on a day. A row: one State and one action. Which actions: those under the lines, and those named.
-- bound: whether the action is addressed to the State on the day, as in image/03_coverage.sql. passages: how many of its
-- published passages in the scope are on it.
-- Parameters: $scope, day, lines, provisions, states.
WITH
action AS MATERIALIZED (
    SELECT p.*, i.unit || ' ' || p.number AS label
    FROM shown_provision AS p JOIN instrument AS i ON i.id = p.instrument
    WHERE list_contains($provisions, p.id)
        OR p.id IN (SELECT provision FROM line_provision WHERE list_contains($lines, line))
),
said AS (
    SELECT state, provision, count(*) AS passages
    FROM state_coding
    WHERE NOT described AND is_here($scope, meeting, meeting_convention, convention, counted_line, first_date, last_date)
    GROUP BY state, provision
)
SELECT s.id AS state, p.id AS provision, p.label AS name, p.short_title, p.instrument,
    CASE
        WHEN p.addressed_to IS NULL THEN 'not established'
        WHEN status_on($day, s.signed_on, s.deposited_on, s.in_force_on, s.withdrawn_on) <> 'party' THEN 'no'
        WHEN p.addressed_to = 'all' THEN 'yes'
        ELSE s.affected
    END AS bound,
    coalesce(said.passages, 0) AS passages
FROM known_state AS s
CROSS JOIN action AS p
LEFT JOIN said ON said.state = s.id AND said.provision = p.id
WHERE list_contains($states, s.id)
ORDER BY s.id, p.position;
