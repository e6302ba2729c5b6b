-- A row: one instrument, with how many provisions are recorded of it and how many of these have their official text.
-- Parameters: none.
SELECT i.id, i.name, i.unit, count(p.id) AS provisions, count(o.provision) AS texts
FROM instrument AS i LEFT JOIN provision AS p ON p.instrument = i.id LEFT JOIN official_text AS o ON o.provision = p.id
GROUP BY ALL
ORDER BY i.id
