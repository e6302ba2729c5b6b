-- Every State known, as it stands on a day. A row: one State, in the order of their names. bound: whether what is addressed to
-- affected States is addressed to it.
-- Parameters: day.
SELECT id, name, affected, status_on($day, signed_on, deposited_on, in_force_on, withdrawn_on) AS status,
    bound_of('affected', status, affected) AS bound
FROM known_state
ORDER BY name, id;
