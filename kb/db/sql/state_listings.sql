-- A row: one place where a programme, a report or the session desk shows that a State spoke (spoke) or was seen, oldest first.
-- An appearance that rests on the programme whose slots are held for the State is the same listing and not given again; nor is
-- what the desk keeps of a place in a programme, but for that it did not speak there, where nothing shows that it did.
-- as_coordinator: it spoke, but as Coordinator or chair, which is not counted for the State; then `spoke` is false.
-- text_found: as in speaking_slot; none for an appearance, which never holds a text. held: ids of published contributions of
-- the State itself at that meeting, apart by spaces. in_scope: whether what was said there would lie in the scope.
-- Parameters: $scope, $state (null for every State).
WITH listing AS (
    SELECT slot.state, s.meeting, m.name AS meeting_label, s.day::VARCHAR AS date, s.day AS first_date, s.day AS last_date,
        s.line, n.session IS NULL AS heard,
        is_of_the_chair(slot.state, slot.kind, slot.speaker, slot.detail, s.coordinators) AS of_the_chair,
        part_title(s.title, s.line) AS place, slot.kind AS role, slot.detail AS evidence,
        slot.statement_text_found AS text_found, s.source_title, s.source_url,
        CASE WHEN n.session IS NOT NULL THEN 'Kept at the session desk: it did not speak.' END AS note
    FROM speaking_slot AS slot JOIN session AS s ON s.id = slot.session JOIN meeting AS m ON m.id = s.meeting
    LEFT JOIN no_show AS n ON n.session = slot.session AND n.position = slot.position
    WHERE slot.speaker_kind = 'state'
    UNION ALL
    SELECT d.state, d.meeting, m.name, d.day::VARCHAR, d.day, d.day, d.line, true, d.as_chair, d.title, d.kind,
        NULL, 'none', 'Session desk', NULL, NULL
    FROM desk_speaker AS d JOIN meeting AS m ON m.id = d.meeting
    WHERE d.spoke AND d.speaker_kind = 'state'
        AND NOT EXISTS (FROM speaking_slot AS slot WHERE slot.session = d.session AND slot.position = d.listed)
    UNION ALL
    SELECT a.state, a.meeting, a.meeting_label, a.date, first_day_of(a.date), last_day_of(a.date),
        NULL, a.spoke, names_the_chair(a.role), NULL, a.role, a.evidence, 'none', NULL, a.source_url, a.note
    FROM appearance AS a
    WHERE NOT EXISTS (
        FROM speaking_slot AS slot JOIN session AS s ON s.id = slot.session
        WHERE slot.state = a.state AND slot.speaker_kind = 'state' AND s.meeting = a.meeting AND s.source_url = a.source_url
    )
)
SELECT l.state, l.meeting, l.meeting_label, l.date, l.first_date, l.last_date, l.line, l.place, l.role, l.evidence,
    l.text_found, l.heard AND NOT l.of_the_chair AS spoke, l.heard AND l.of_the_chair AS as_coordinator,
    (
        SELECT string_agg(DISTINCT c.id, ' ' ORDER BY c.id) FROM own_contribution AS own JOIN contribution AS c ON c.id = own.contribution
        WHERE own.state = l.state AND own.status = 'published' AND c.meeting = l.meeting
    ) AS held,
    is_asked_for($scope, l.meeting, coalesce(m.in_life_of, [])) AND is_chosen(($scope).lines, l.line)
        AND is_in_period($scope, l.first_date, l.last_date) AS in_scope,
    l.source_title, l.source_url, l.note
FROM listing AS l LEFT JOIN dated_meeting AS m ON m.id = l.meeting
WHERE $state IS NULL OR l.state = $state
ORDER BY l.first_date, l.meeting_label, l.line NULLS LAST, l.role, l.state;
