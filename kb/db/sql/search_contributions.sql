-- A row: one published contribution of those named, with what must be shown of it in a list. passages: how many it has.
-- Parameters: $ids.
SELECT c.id AS contribution, r.name AS contributor_label, c.contributor_name, c.voice, c.state, c.about_state, c.kind,
    c.text_kind, c.convention, c.meeting, coalesce(c.meeting_title, c.meeting_label) AS meeting_label, c.date, c.first_date,
    c.last_date, c.line, c.line_inferred, c.language, c.source_title, c.source_url, c.source_truncated, c.note,
    (SELECT count(*) FROM passage AS p WHERE p.contribution = c.id) AS passages
FROM dated_contribution AS c JOIN contributor AS r ON r.id = c.contributor
WHERE c.status = 'published' AND c.id IN (SELECT unnest($ids));
