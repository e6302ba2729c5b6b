-- Whom the actions under lines are addressed to on a day. A row: one action under one line, or all under it (provision null);
-- bound: by State, whether it is addressed to it; of all under a line what is most certain of any.
-- Parameters: lines, day.
WITH
addressed AS MATERIALIZED (
    SELECT a.line, b.provision, b.state, b.bound
    FROM line_provision AS a JOIN addressed_on($day) AS b ON b.provision = a.provision
    WHERE list_contains($lines, a.line)
),
by_line AS (
    SELECT line, state, arg_min(bound, list_position(['yes', 'unknown', 'not established', 'no'], bound)) AS bound
    FROM addressed GROUP BY line, state
)
SELECT line, provision, map_from_entries(list((state, bound))) AS bound FROM addressed GROUP BY line, provision
UNION ALL
SELECT line, NULL, map_from_entries(list((state, bound))) FROM by_line GROUP BY line;
