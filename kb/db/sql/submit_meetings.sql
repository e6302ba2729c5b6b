-- A row: one meeting, with first_day and last_day: a date, a month or a year. No parameters.
SELECT id, first_day, last_day FROM meeting;
