-- Where a session is held, as far as the sources say. One row: the meeting, its place, and the building or room of the day.
-- Parameters: meeting, day.
SELECT m.name AS meeting, m.place,
    (SELECT string_agg(DISTINCT s.venue, '; ' ORDER BY s.venue) FROM session AS s WHERE s.meeting = m.id AND s.day = $day) AS venue
FROM meeting AS m WHERE m.id = $meeting;
