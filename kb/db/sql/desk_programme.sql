-- The speakers of the sessions of a meeting on a day. A row: one speaker of a part, in the order of the programme.
-- Parameters: meeting, day.
SELECT slot.session, slot.position, slot.speaker, slot.contributor, slot.state, slot.speaker_kind, slot.kind, slot.detail,
    slot.statement_text_found, slot.contributions
FROM speaking_slot AS slot JOIN session AS s ON s.id = slot.session
WHERE s.meeting = $meeting AND s.day = $day
ORDER BY slot.session, slot.position;
