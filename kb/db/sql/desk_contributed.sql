-- What contributors contributed before a session, newest first: at whatever meeting but its own, not after its day. A row: one
-- published contribution. passages: how many it has.
-- Parameters: contributors, meeting, day.
SELECT c.id AS contribution, c.contributor, c.kind, c.voice, c.text_kind, c.convention, c.date, c.source_title,
    c.meeting_short_name AS meeting,
    (SELECT count(*) FROM passage AS p WHERE p.contribution = c.id AND p.substance) AS passages
FROM dated_contribution AS c
WHERE list_contains($contributors, c.contributor) AND c.status = 'published'
    AND c.meeting IS DISTINCT FROM $meeting AND coalesce(c.first_date <= $day, true)
ORDER BY c.last_date DESC NULLS LAST, c.id;
