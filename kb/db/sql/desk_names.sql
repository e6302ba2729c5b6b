-- Every name under which a State or an organisation is held. A row: one name of one of them, each once.
-- id, kind: as in contributor; called: how it is named; name: that name, or another that it is held under.
SELECT DISTINCT c.id, c.kind, c.name AS called, held.name
FROM contributor AS c
JOIN (
    SELECT id, name FROM contributor
    UNION ALL SELECT contributor, name FROM contributor_name
    UNION ALL SELECT id, unnest([formal_name, name_2012, name_in_untc]) FROM state
) AS held ON held.id = c.id
WHERE held.name IS NOT NULL
ORDER BY c.kind <> 'state', called, held.name;
