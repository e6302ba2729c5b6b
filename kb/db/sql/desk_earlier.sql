-- The meetings of the CCM that were over before a day, other than one, in order. A row: one meeting.
-- Parameters: meeting, day.
SELECT id FROM dated_meeting
WHERE convention = 'CCM' AND id <> $meeting AND last_date < $day
ORDER BY first_date, id;
