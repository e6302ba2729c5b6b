-- Whom the actions under lines are addressed to on a day. A row: one action; bound: by State, whether it is.
-- Parameters: lines, day.
SELECT p.id AS provision, map_from_entries(list((s.id, bound_of(
        p.addressed_to, status_on($day, s.signed_on, s.deposited_on, s.in_force_on, s.withdrawn_on), s.affected
    )))) AS bound
FROM provision AS p CROSS JOIN known_state AS s
WHERE p.id IN (SELECT provision FROM line_provision WHERE list_contains($lines, line))
GROUP BY p.id;
