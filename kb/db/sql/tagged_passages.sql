-- A row: one published passage with substance that somebody judged, with its tags: what suggestions are learned from.
-- before: the text of the passage before it; provisions, themes, assessments: lists of codes, empty where none fits.
-- Parameters: none.
SELECT p.passage, p.contribution, p.language, p.text_kind, p.text, coalesce(b.text, '') AS before,
    list_sort(list_distinct([one.provision FOR one IN p.codings])) AS provisions, list_sort(p.themes) AS themes,
    p.assessments
FROM published_passage AS p
LEFT JOIN passage AS b ON b.contribution = p.contribution AND b.position = p.position - 1
WHERE p.substance AND (
    len(p.codings) > 0 OR len(p.themes) > 0 OR len(p.assessments) > 0 OR p.nothing_to_tag
)
ORDER BY p.contribution, p.position;
