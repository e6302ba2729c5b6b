-- The themes of discussion lines. A row: one theme, in order.
-- Parameters: lines.
SELECT id, label, discussion_line AS line FROM theme WHERE list_contains($lines, discussion_line) ORDER BY position;
