-- What States reported in the scope. A row: one State, and either one provision (line null) or all actions under one line
-- (provision null), on which each passage counts once. passages: how many.
-- Parameters: $scope, lines.
WITH
said AS MATERIALIZED (
    SELECT state, provision, passage
    FROM state_coding
    WHERE NOT described AND is_here($scope, meeting, in_life_of, counted_line, first_date, last_date)
)
SELECT state, provision, NULL AS line, count(*) AS passages FROM said GROUP BY state, provision
UNION ALL
SELECT s.state, NULL, a.line, count(DISTINCT s.passage)
FROM said AS s JOIN line_provision AS a ON a.provision = s.provision
WHERE list_contains($lines, a.line)
GROUP BY s.state, a.line;
