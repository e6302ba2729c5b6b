-- A row: a contribution that was handed in, latest first. Only for a view of the staff's, narrowed by who asks:
-- $person: by this person, or null for anybody; $contributor: of this State or organisation, or null for any;
-- $receipt: with this receipt, or null for all. translation_of: what it is the translation of, if it is one.
SELECT s.receipt, s.contribution, s.received_at, s.file_name, s.media, c.contributor_name AS name,
    n.contributor AS contributor, c.meeting, c.meeting_label, c.date, c.language, c.status, r.public_from,
    (SELECT count(*) FROM passage AS p WHERE p.contribution = s.contribution) AS passages,
    (SELECT min(t.contribution) FROM translation AS t WHERE t.handed_in = s.contribution) AS translation_of
FROM submission AS s
JOIN contribution AS c ON c.id = s.contribution
LEFT JOIN contributor_name AS n ON n.name = c.contributor_name
LEFT JOIN restriction AS r ON r.contribution = s.contribution
WHERE ($person::VARCHAR IS NULL OR s.person = $person)
    AND ($contributor::VARCHAR IS NULL OR n.contributor = $contributor)
    AND ($receipt::INTEGER IS NULL OR s.receipt = $receipt)
ORDER BY s.receipt DESC;
