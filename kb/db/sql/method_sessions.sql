-- A row: one session whose programme is held, in order: whether its list of speakers is complete, how many it lists, and why it
-- may not be.
SELECT s.id, m.short_name AS meeting_label, part_title(s.title, s.line) AS title, s.day, s.line, s.complete, s.source_url,
    (SELECT count(*) FROM speaking_slot AS k WHERE k.session = s.id) AS speakers
FROM session AS s JOIN meeting AS m ON m.id = s.meeting
ORDER BY s.day, s.id;
