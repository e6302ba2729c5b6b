-- What contributors contributed, whatever the meeting, newest first; not after a day. A row: one published contribution.
-- passages: how many it has.
-- Parameters: contributors, day.
SELECT c.id AS contribution, c.contributor, c.kind, c.voice, c.text_kind, c.convention, c.date, c.source_title,
    c.meeting_short_name AS meeting,
    (SELECT count(*) FROM passage AS p WHERE p.contribution = c.id) AS passages
FROM dated_contribution AS c
WHERE list_contains($contributors, c.contributor) AND c.status = 'published'
    AND coalesce(c.first_date <= $day, true)
ORDER BY c.last_date DESC NULLS LAST, c.id;
