-- One row, or none for a meeting that is not known: first_day, last_day: a date, a month or a year. Parameters: $meeting.
SELECT first_day, last_day FROM meeting WHERE id = $meeting;
