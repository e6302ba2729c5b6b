-- Who spoke at a meeting on a day, and who of the programme did not, as kept at the session desk. A row: one speaker on the
-- list of one desk. Parameters: meeting, day.
SELECT desk, slot, session, listed, spoke FROM desk_speaker
WHERE meeting = $meeting AND day = $day
ORDER BY desk, slot;
