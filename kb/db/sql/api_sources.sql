-- A row: one of the contributions named, with its source and the States aligned with it.
-- Parameters: $contributions.
SELECT c.id AS contribution, c.source_title, c.source_url,
    (SELECT coalesce(list(a.state ORDER BY a.state), []) FROM alignment AS a WHERE a.contribution = c.id) AS aligned
FROM contribution AS c
WHERE list_contains($contributions::VARCHAR[], c.id);
