-- A row: a contribution that was handed in as this very document ($sha256) and not withdrawn. $contributor: only those of this
-- State or organisation, or null for all.
SELECT s.contribution
FROM submission AS s
JOIN contribution AS c ON c.id = s.contribution
LEFT JOIN contributor_name AS n ON n.name = c.contributor_name
WHERE s.sha256 = $sha256 AND c.status <> 'withdrawn'
    AND ($contributor::VARCHAR IS NULL OR n.contributor = $contributor)
ORDER BY s.receipt;
