-- What the record of States on actions is in the scope. A row: one State and one action.
-- cell: as in image/03_coverage.sql, taken as if the action bound the State; bound: whether it does on the day; gap: nothing is
-- reported on an action that binds it, or may. passages, and assessments: how many of them are
-- assessed as what, or state a plain fact. only_as_coordinator: as there.
-- Parameters: $scope, states, provisions, day.
WITH
said AS MATERIALIZED (
    SELECT k.state, k.provision, count(DISTINCT k.passage) AS passages, histogram(coalesce(one.assessment, 'fact')) AS assessments
    FROM state_coding AS k, unnest(CASE WHEN k.fact THEN list_append(k.assessments, NULL) ELSE k.assessments END) AS one(assessment)
    WHERE NOT k.described AND list_contains($provisions, k.provision) AND list_contains($states, k.state)
        AND is_here($scope, k.meeting, k.in_life_of, k.counted_line, k.first_date, k.last_date)
    GROUP BY k.state, k.provision
)
SELECT s.id AS state, p.id AS provision,
    cell_of(
        said.passages IS NOT NULL, p.text_status = 'missing', coalesce(here.waiting, false), false,
        coalesce(here.done, false), coalesce(here.spoke, false)
    ) AS cell,
    b.bound, is_gap(cell) AND may_bind(b.bound) AS gap,
    cell = 'no_contribution' AND coalesce(here.as_coordinator, false) AS only_as_coordinator, said.assessments
FROM known_state AS s
CROSS JOIN shown_provision AS p
JOIN addressed_on($day) AS b ON b.state = s.id AND b.provision = p.id
LEFT JOIN scope_contributor($scope) AS here ON here.state = s.id
LEFT JOIN said ON said.state = s.id AND said.provision = p.id
WHERE list_contains($states, s.id) AND list_contains($provisions, p.id)
ORDER BY s.id, p.position;
