-- A row: one meeting, oldest first, with the basis of its days and how many published contributions to it are held.
SELECT m.id AS meeting, m.convention, m.name, m.short_name, m.first_day, m.last_day, m.dates_basis, m.source_url, m.note,
    (SELECT count(*) FROM contribution AS c WHERE c.meeting = m.id AND c.status = 'published') AS contributions
FROM dated_meeting AS m
ORDER BY m.first_date, m.id;
