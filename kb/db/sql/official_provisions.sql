-- A row: one provision of an instrument, in reading order, with its official wording where that is held.
-- Parameters: $instrument.
SELECT p.id, p.number, p.chapter, p.short_title, p.addressed_to, p.deadline, p.deadline_months, p.in_matrix, o.text, o.file_name
FROM provision AS p LEFT JOIN official_text AS o ON o.provision = p.id
WHERE p.instrument = $instrument
ORDER BY p.position
