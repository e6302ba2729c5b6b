-- The parts of sessions that the knowledge base holds: of one meeting and day, or all. A row: one part, in order.
-- Parameters: meeting, day (both may be null), for those not asked for.
SELECT s.id AS session, s.meeting, m.name AS meeting_name, m.place, s.day, s.title AS session_title,
    part_title(s.title, s.line) AS title, s.line, s.description, s.coordinators,
    s.complete, s.note, s.source_title, s.source_url,
    (SELECT count(*) FROM speaking_slot AS slot WHERE slot.session = s.id) AS speakers
FROM session AS s JOIN meeting AS m ON m.id = s.meeting
WHERE ($meeting IS NULL OR s.meeting = $meeting) AND ($day IS NULL OR s.day = $day)
ORDER BY s.day DESC, s.meeting, s.line, s.id;
