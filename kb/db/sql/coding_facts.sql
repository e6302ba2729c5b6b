-- A row: one structured fact tied to the passage: a mechanism or a collaboration (kind), with its id, State and words.
-- Parameters: $passage.
SELECT 'mechanism' AS kind, id, state, concat_ws('; ', name, kind, legal_basis, crpd_link,
    'victims take part: ' || victims_take_part) AS words
FROM mechanism WHERE passage = $passage
UNION ALL
SELECT 'collaboration', id, state, concat_ws('; ', partners, area, 'outcome: ' || outcome)
FROM collaboration WHERE passage = $passage
ORDER BY id;
