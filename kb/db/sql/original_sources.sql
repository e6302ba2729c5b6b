-- A row: one passage of a contribution with the numbers of the paragraphs of the file that it was made of, in order.
-- Needs a view of the staff's. Parameters: $contribution.
SELECT p.position, list(s.paragraph ORDER BY s.paragraph) AS paragraphs
FROM passage AS p JOIN passage_source AS s ON s.passage = p.id
WHERE p.contribution = $contribution
GROUP BY p.position
ORDER BY p.position;
