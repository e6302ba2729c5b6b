-- A row: one of the contributions named, with its source, the States aligned with it and its other languages.
-- Parameters: $contributions.
SELECT c.id AS contribution, c.source_title, c.source_url,
    (SELECT coalesce(list(a.state ORDER BY a.state), []) FROM alignment AS a WHERE a.contribution = c.id) AS aligned,
    (SELECT string_agg(DISTINCT t.language, ' ' ORDER BY t.language) FROM translation AS t WHERE t.contribution = c.id)
        AS translations
FROM contribution AS c
WHERE list_contains($contributions::VARCHAR[], c.id);
