-- What the knowledge base holds of what speakers of a session said there. A row: the first passage of theirs under the line of
-- the part they spoke in, with its codings. Parameters: meeting, day.
SELECT slot.session, slot.position, p.passage, p.text, p.language, p.codings
FROM speaking_slot AS slot
JOIN session AS s ON s.id = slot.session
JOIN published_passage AS p
    ON p.meeting = s.meeting AND p.contributor = slot.contributor AND p.substance AND p.voice IN ('own', 'reported')
    AND list_contains(string_split(slot.contributions, ' '), p.contribution)
    AND coalesce(list_contains(string_split(p.counted_line, ' '), s.line), true)
WHERE s.meeting = $meeting AND s.day = $day
QUALIFY row_number() OVER (PARTITION BY slot.session, slot.position ORDER BY p.contribution, p.position) = 1
ORDER BY slot.session, slot.position;
