-- A row: one provision of an instrument whose wording may be loaded from a document, in reading order.
-- Parameters: $instrument.
SELECT id, number, chapter
FROM provision
WHERE instrument = $instrument
ORDER BY position
