-- A row: one passage of a contribution, in order. codings: those that count now. nothing_to_tag: whether that counts.
-- Parameters: $contribution.
SELECT p.id AS passage, p.position, p.text, coalesce(k.codings, []) AS codings,
    p.id IN (SELECT passage FROM nothing_to_tag) AS nothing_to_tag
FROM passage AS p
LEFT JOIN (
    SELECT passage, list({'provision': provision, 'assessment': assessment} ORDER BY position) AS codings
    FROM coding WHERE basis <> 'suggested' GROUP BY passage
) AS k ON k.passage = p.id
WHERE p.contribution = $contribution
ORDER BY p.position;
