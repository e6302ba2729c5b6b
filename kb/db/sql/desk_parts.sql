-- The provisions that are part of the actions under lines, and these themselves. A row: one provision and one of these.
-- Parameters: lines.
SELECT DISTINCT w.provision, w.whole
FROM provision_whole AS w JOIN line_provision AS a ON a.provision = w.whole
WHERE list_contains($lines, a.line);
