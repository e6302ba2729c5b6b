-- A row: one contribution that is received or coded, oldest receipt first; passages, how many of them nobody has coded yet
-- (uncoded; the contributor's own coding does not count) and how many the coder has not (mine); first: the first passage
-- that the coder has not coded, those that nobody has coded before the others.
-- Parameters: $coder. For those who work on the material.
SELECT c.id AS contribution, c.contributor, r.name AS contributor_label, c.meeting, c.meeting_label, c.language, c.status AS stage,
    count(*) AS passages,
    count(*) FILTER (NOT judged) AS uncoded,
    count(*) FILTER (NOT by_me) AS mine,
    min_by(p.id, (judged::INTEGER, p.position)) FILTER (NOT by_me) AS first
FROM dated_contribution AS c
JOIN contributor AS r ON r.id = c.contributor
JOIN (
    SELECT p.id, p.contribution, p.position,
        EXISTS (FROM judgement AS j WHERE j.passage = p.id AND j.basis <> 'contributor') AS judged,
        EXISTS (
            FROM judgement AS j WHERE j.passage = p.id AND j.basis <> 'contributor' AND j.coder = $coder
        ) AS by_me
    FROM passage AS p
) AS p ON p.contribution = c.id
LEFT JOIN submission AS s ON s.contribution = c.id
WHERE c.status IN ('received', 'coded')
GROUP BY c.id, c.contributor, r.name, c.meeting, c.meeting_label, c.language, c.status, s.receipt
ORDER BY s.receipt, c.id;
