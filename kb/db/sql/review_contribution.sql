-- One row, or none when there is no contribution with the id, whatever its status. Needs a view of the staff's.
-- Parameters: $contribution.
SELECT c.id AS contribution, r.name AS contributor_label, c.contributor, c.status, c.meeting, c.meeting_label, c.date, c.line,
    c.kind, c.language, c.note, c.source_title, c.source_url, c.text_kind, s.received_at::DATE AS received_on, s.receipt, s.file_name,
    l.public_from
FROM dated_contribution AS c
JOIN contributor AS r ON r.id = c.contributor
LEFT JOIN submission AS s ON s.contribution = c.id
LEFT JOIN restriction AS l ON l.contribution = c.id
WHERE c.id = $contribution;
