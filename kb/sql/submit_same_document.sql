-- A row: a contribution that was handed in as this very document ($sha256) and not withdrawn.
SELECT s.contribution
FROM submission AS s JOIN contribution AS c ON c.id = s.contribution
WHERE s.sha256 = $sha256 AND c.status <> 'withdrawn'
ORDER BY s.receipt;
