-- A row: the next passage that $person did not code: after $passage in the order of reading, then from the beginning.
-- Parameters: $person, $passage (may be empty).
WITH given AS (SELECT contribution, position FROM passage WHERE id = $passage)
SELECT p.id AS passage
FROM passage AS p
JOIN contribution AS c ON c.id = p.contribution
LEFT JOIN given AS g ON true
WHERE c.status IN ('received', 'coded')
    AND p.id IS DISTINCT FROM $passage
    AND NOT EXISTS (FROM judgement AS j WHERE j.passage = p.id AND j.coder = $person AND j.basis <> 'contributor')
ORDER BY coalesce((p.contribution, p.position) > (g.contribution, g.position), false) DESC, p.contribution, p.position
LIMIT 1;
