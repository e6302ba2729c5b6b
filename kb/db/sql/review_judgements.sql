-- A row: one judgement of a passage, or of those of a contribution; the contributor's own first. coder_name: in words.
-- Needs a view of the staff's. Parameters: $contribution, $passage (null for any).
SELECT j.passage, j.coder, coalesce(h.name, r.name, j.coder) AS coder_name, j.basis, j.blind, j.note,
    coalesce(k.codings, []) AS codings, coalesce(t.themes, []) AS themes
FROM judgement AS j
JOIN passage AS p ON p.id = j.passage
LEFT JOIN person AS h ON h.id = j.coder AND j.basis <> 'contributor'
LEFT JOIN contributor AS r ON r.id = j.coder AND j.basis = 'contributor'
LEFT JOIN (
    SELECT passage, coder, list({'provision': provision, 'assessment': assessment} ORDER BY position) AS codings
    FROM judged_coding GROUP BY ALL
) AS k ON k.passage = j.passage AND k.coder = j.coder
LEFT JOIN (
    SELECT passage, coder, list(theme ORDER BY position) AS themes FROM judged_theme GROUP BY ALL
) AS t ON t.passage = j.passage AND t.coder = j.coder
WHERE ($contribution IS NULL OR p.contribution = $contribution) AND ($passage IS NULL OR j.passage = $passage)
ORDER BY p.position, j.basis = 'contributor' DESC, j.coder;
