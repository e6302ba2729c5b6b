-- A row: a contribution of which a delivered text is held, with its passages in order. Only for a view of the staff's,
-- narrowed by who asks: $contributor: of this State or organisation, or null for any.
SELECT c.id AS contribution, c.contributor_name AS name, c.meeting_label, c.language,
    list(p.text ORDER BY p.position) AS texts
FROM contribution AS c
JOIN passage AS p ON p.contribution = c.id
LEFT JOIN contributor_name AS n ON n.name = c.contributor_name
WHERE c.status <> 'withdrawn' AND c.text_kind = 'verbatim'
    AND ($contributor::VARCHAR IS NULL OR n.contributor = $contributor)
GROUP BY ALL
ORDER BY c.id;
