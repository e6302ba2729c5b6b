-- A row: one judgement by a coder who saw nobody else's, of a passage that has at least two such: its codes, as lists.
-- Parameters: none. For those who work on the material.
SELECT j.passage, p.contribution, j.coder,
    coalesce((
        SELECT list(DISTINCT k.provision ORDER BY k.provision) FROM judged_coding AS k
        WHERE k.passage = j.passage AND k.coder = j.coder AND k.provision IS NOT NULL
    ), []) AS provisions,
    coalesce((
        SELECT list(t.theme ORDER BY t.theme) FROM judged_theme AS t WHERE t.passage = j.passage AND t.coder = j.coder
    ), []) AS themes
FROM judgement AS j
JOIN passage AS p ON p.id = j.passage
WHERE j.blind AND j.basis <> 'contributor'
QUALIFY count(*) OVER (PARTITION BY j.passage) > 1
ORDER BY j.passage, j.coder;
