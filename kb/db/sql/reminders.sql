-- A row: one letter that a Coordinator says to have sent to a State, the last of a State last. sent_by: who, by name.
-- Parameters: none.
SELECT r.state, s.name, r.sent_on, coalesce(p.name, r.person) AS sent_by
FROM reminder AS r
JOIN known_state AS s ON s.id = r.state
LEFT JOIN person AS p ON p.id = r.person
ORDER BY s.name, r.sent_on;
