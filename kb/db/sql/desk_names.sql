-- Every name under which a State or an organisation is held. A row: one name of one of them, each once.
-- speaker: how it is named; name: that name, or another that it is held under; the rest as in the list of speakers.
SELECT DISTINCT c.id AS contributor, CASE WHEN c.kind = 'state' THEN c.id END AS state, c.kind AS speaker_kind,
    c.name AS speaker, held.name
FROM contributor AS c
JOIN (
    SELECT id, name FROM contributor
    UNION ALL SELECT contributor, name FROM contributor_name
    UNION ALL SELECT id, unnest([formal_name, name_2012, name_in_untc]) FROM state
) AS held ON held.id = c.id
WHERE held.name IS NOT NULL
ORDER BY speaker_kind <> 'state', speaker, held.name;
