-- The discussion lines of a session and the actions under them. A row: one line and one action, in order; a line under which
-- no action stands has one row, without an action.
-- Parameters: lines.
SELECT l.id AS line, l.title, p.id AS provision, p.instrument, i.unit || ' ' || p.number AS name, p.short_title, p.text_status,
    a.basis, a.reason
FROM discussion_line AS l
LEFT JOIN line_provision AS a ON a.line = l.id
LEFT JOIN shown_provision AS p ON p.id = a.provision
LEFT JOIN instrument AS i ON i.id = p.instrument
WHERE list_contains($lines, l.id)
ORDER BY list_position($lines, l.id), p.position;
