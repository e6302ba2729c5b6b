-- The provisions that are part of the actions under lines, and these themselves. A row: one provision and one of these.
-- Parameters: lines, provisions (those besides).
SELECT provision, whole FROM provision_whole
WHERE list_contains($provisions, whole) OR whole IN (SELECT provision FROM line_provision WHERE list_contains($lines, line));
