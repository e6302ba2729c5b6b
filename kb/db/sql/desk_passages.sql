-- Published passages with all that must be shown beside them, newest first. A row: one passage.
-- Parameters: passages (ids).
SELECT * FROM published_passage
WHERE list_contains($passages, passage)
ORDER BY last_date DESC NULLS LAST, contribution, position;
