-- A row: one structured fact tied to one of these passages: a mechanism or a collaboration (kind), with its id, State and words.
-- Parameters: $passages (ids).
SELECT 'mechanism' AS kind, id, state, passage, concat_ws('; ', name, kind, legal_basis, crpd_link,
    'victims take part: ' || victims_take_part) AS words
FROM mechanism WHERE list_contains($passages::VARCHAR[], passage)
UNION ALL
SELECT 'collaboration', id, state, passage, concat_ws('; ', partners, area, 'outcome: ' || outcome)
FROM collaboration WHERE list_contains($passages::VARCHAR[], passage)
ORDER BY id;
