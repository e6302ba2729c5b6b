-- How States stand to actions on a day. A row: one State and one action. Which actions: those under the lines, and those named.
-- bound: whether the action is addressed to the State on the day. cell and the counts: its record in the scope, whose own day
-- does not count here; see image/03_coverage.sql.
-- Parameters: $scope, day, lines, provisions, states.
WITH
action AS MATERIALIZED (
    SELECT p.*, i.unit || ' ' || p.number AS label
    FROM shown_provision AS p JOIN instrument AS i ON i.id = p.instrument
    WHERE list_contains($provisions, p.id)
        OR p.id IN (SELECT provision FROM line_provision WHERE list_contains($lines, line))
),
said AS MATERIALIZED (
    SELECT k.state, k.provision, count(DISTINCT k.passage) AS passages, histogram(one.assessment) AS assessments
    FROM state_coding AS k, unnest(k.assessments) AS one(assessment)
    WHERE NOT k.described AND k.provision IN (SELECT id FROM action)
        AND is_here($scope, k.meeting, k.meeting_convention, k.convention, k.counted_line, k.first_date, k.last_date)
    GROUP BY k.state, k.provision
)
SELECT state, provision, name, short_title, instrument, text_status, bound,
    cell_of(passages > 0, text_status = 'missing', waiting, bound = 'no', done, spoke) AS cell, passages, assessments
FROM (
    SELECT s.id AS state, p.id AS provision, p.label AS name, p.short_title, p.instrument, p.text_status, p.position,
        CASE
            WHEN p.addressed_to IS NULL THEN 'not established'
            WHEN status_on($day, s.signed_on, s.deposited_on, s.in_force_on, s.withdrawn_on) <> 'party' THEN 'no'
            WHEN p.addressed_to = 'all' THEN 'yes'
            ELSE s.affected
        END AS bound,
        coalesce(here.waiting, false) AS waiting, coalesce(here.done, false) AS done, here.state IS NOT NULL AS spoke,
        coalesce(said.passages, 0) AS passages, said.assessments
    FROM known_state AS s
    CROSS JOIN action AS p
    LEFT JOIN scope_contributor($scope) AS here ON here.state = s.id
    LEFT JOIN said ON said.state = s.id AND said.provision = p.id
    WHERE list_contains($states, s.id)
)
ORDER BY state, position;
