-- A row: one word of a controlled list and how often it stands in what is published. kind: voice, text_kind (contributions and
-- their passages) or assessment (passages; contributions null).
SELECT 'voice' AS kind, voice AS word, count(DISTINCT contribution) AS contributions, count(*) FILTER (substance) AS passages
FROM published_passage GROUP BY voice
UNION ALL
SELECT 'text_kind', text_kind, count(DISTINCT contribution), count(*) FROM published_passage GROUP BY text_kind
UNION ALL
SELECT 'assessment', assessment, NULL, count(*)
FROM (SELECT unnest(assessments) AS assessment FROM published_passage) GROUP BY assessment
ORDER BY ALL;
