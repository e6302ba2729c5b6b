-- The discussion lines of a session and the actions under them. A row: one line and one action, in order; a line under which
-- no action stands has one row, without an action.
-- Parameters: lines.
SELECT l.id AS line, l.title, p.id AS provision, a.basis, a.reason
FROM discussion_line AS l
LEFT JOIN line_provision AS a ON a.line = l.id
LEFT JOIN provision AS p ON p.id = a.provision
WHERE list_contains($lines, l.id)
ORDER BY list_position($lines, l.id), p.position;
