-- A row: the official wording held for one provision, and the SHA-256 of the file that it came from.
-- Parameters: none.
SELECT provision, text, sha256
FROM official_text
ORDER BY provision
