-- A row: one published passage of those named, with all that must be shown beside it and that its citation needs.
-- aligned: the States on whose behalf its contribution was made.
-- Parameters: $passages (ids).
SELECT p.*, (SELECT coalesce(list(a.state ORDER BY a.state), []) FROM alignment AS a WHERE a.contribution = p.contribution) AS aligned
FROM published_passage AS p
WHERE list_contains($passages, p.passage);
