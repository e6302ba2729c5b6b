-- The States on the board of a session. A row: one State: a party in force on the day that has victims or of which that is not
-- known, or one that is named.
-- Parameters: day, states.
SELECT id, name, affected, status
FROM (
    SELECT *, status_on($day, signed_on, deposited_on, in_force_on, withdrawn_on) AS status FROM known_state
)
WHERE list_contains($states, id) OR (status = 'party' AND may_bind(affected))
ORDER BY name, id;
