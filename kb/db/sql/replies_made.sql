-- A row: one reply to a published passage, with its answer where there is one; what is unanswered first, then by number.
-- Parameters: $contributor (null for any).
SELECT r.id AS reply, r.passage, r.contributor, o.name AS replier, r.kind, r.reason, r.provision, r.assessment,
    a.decision, a.text AS answer, p.text, p.position, p.contribution, p.contributor_label, p.meeting_label, p.language,
    p.text_kind, p.codings, p.assessments, p.themes, p.nothing_to_tag, p.substance
FROM reply AS r
JOIN published_passage AS p ON p.passage = r.passage
JOIN contributor AS o ON o.id = r.contributor
LEFT JOIN answer AS a ON a.reply = r.id
WHERE $contributor IS NULL OR r.contributor = $contributor
ORDER BY a.reply IS NOT NULL, regexp_extract(r.id, '-(\d+)$', 1)::INTEGER DESC, r.id;
