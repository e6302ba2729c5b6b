-- A row: one provision of the scope's instrument, with how many of the States in the scope it binds have reported on it.
-- bound: States it binds on the scope's day; reported: those of them in the cell reported; rate: their part of these. Beside them, never in the
-- fraction: unknown, States not known to be affected or not, and unknown_reporting, those of them that reported;
-- unbound_reporting, States that reported without being bound, or where it is not established whom the provision binds.
-- text_status: as shown; passages: distinct passages behind it all; a statement that several States make together is counted once.
-- Parameters: $scope.
WITH
cell AS MATERIALIZED (SELECT * FROM coverage($scope)),
spoken AS (
    SELECT provision, count(DISTINCT passage) AS passages
    FROM scope_coding($scope)
    WHERE counted AND NOT described AND state IN (SELECT state FROM cell)
    GROUP BY provision
)
SELECT p.id AS provision,
    count(*) FILTER (cell.bound = 'yes' AND cell.cell = 'reported') AS reported,
    count(*) FILTER (cell.bound = 'yes') AS bound,
    rate_of(count(*) FILTER (cell.bound = 'yes' AND cell.cell = 'reported'), count(*) FILTER (cell.bound = 'yes')) AS rate,
    count(*) FILTER (cell.bound = 'unknown') AS unknown,
    count(*) FILTER (cell.bound = 'unknown' AND cell.cell = 'reported') AS unknown_reporting,
    count(*) FILTER (cell.bound IN ('no', 'not established') AND cell.cell = 'reported') AS unbound_reporting,
    coalesce(any_value(spoken.passages), 0) AS passages,
    p.text_status, p.position, p.in_matrix, is_shown($scope, p.id, p.in_matrix) AS shown
FROM shown_provision AS p
LEFT JOIN cell ON cell.provision = p.id
LEFT JOIN spoken ON spoken.provision = p.id
WHERE p.instrument = ($scope).instrument AND is_chosen(($scope).provisions, p.id)
GROUP BY p.id, p.position, p.in_matrix, p.text_status
ORDER BY p.position, p.id;
