-- The questions that the chair may put to the room on discussion lines. A row: one question, line by line in order, those that
-- go with every line (line null) last.
-- Parameters: lines.
SELECT id, line, position, addressed_to, question, basis
FROM line_question
WHERE line IS NULL OR list_contains($lines, line)
ORDER BY list_position($lines, line) NULLS LAST, position;
