-- Every State known, as it stands on a day. A row: one State, in the order of their names.
-- Parameters: day.
SELECT id, name, affected, status_on($day, signed_on, deposited_on, in_force_on, withdrawn_on) AS status
FROM known_state
ORDER BY name, id;
