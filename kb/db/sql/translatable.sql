-- A row: a contribution that $contribution may be the translation of: of the same contributor at the same meeting, in another
-- language. Needs a view of the staff's.
SELECT o.id AS contribution, o.language, o.status, o.source_title
FROM contribution AS c
JOIN contribution AS o ON o.contributor_name = c.contributor_name AND o.meeting = c.meeting AND o.language <> c.language
JOIN submission AS s ON s.contribution = o.id
WHERE c.id = $contribution AND o.status <> 'withdrawn'
    AND o.id NOT IN (SELECT t.contribution FROM translation AS t WHERE t.language = c.language)
ORDER BY s.receipt;
