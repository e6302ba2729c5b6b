-- A row: one contribution that is received or coded, oldest receipt first; passages, how many of them nobody has coded yet
-- (uncoded; the contributor's own coding does not count), how many the coder has not (mine), and how many wait for a second
-- coder (again); first: the first passage that the coder has not coded, those that nobody has coded before the others.
-- Parameters: $coder. For those who work on the material.
SELECT c.id AS contribution, c.contributor, r.name AS contributor_label, c.meeting, c.meeting_label, c.language, c.status AS stage,
    count(*) AS passages,
    count(*) FILTER (NOT judged) AS uncoded,
    count(*) FILTER (NOT by_me) AS mine,
    count(*) FILTER (judges = 1 AND NOT by_me AND doubled) AS again,
    min_by(p.id, (judged::INTEGER, p.position)) FILTER (NOT by_me) AS first
FROM dated_contribution AS c
JOIN contributor AS r ON r.id = c.contributor
JOIN (
    SELECT p.id, p.contribution, p.position,
        EXISTS (FROM judgement AS j WHERE j.passage = p.id AND j.basis <> 'contributor') AS judged,
        EXISTS (
            FROM judgement AS j WHERE j.passage = p.id AND j.basis <> 'contributor' AND j.coder = $coder
        ) AS by_me,
        (SELECT count(*) FROM judgement AS j WHERE j.passage = p.id AND j.basis <> 'contributor') AS judges,
        -- As is_doubled of kb/workflow/coding.py draws them.
        ('0x' || left(sha256(chr(0) || p.id), 8))::UBIGINT % 100 < coalesce((SELECT share FROM double_coding), 0) AS doubled
    FROM passage AS p
) AS p ON p.contribution = c.id
LEFT JOIN submission AS s ON s.contribution = c.id
WHERE c.status IN ('received', 'coded')
GROUP BY c.id, c.contributor, r.name, c.meeting, c.meeting_label, c.language, c.status, s.receipt
ORDER BY s.receipt, c.id;
