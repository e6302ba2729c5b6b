-- Places in a programme of which a facilitator says that nobody spoke at them, and nothing shows that somebody did.
CREATE TABLE no_show AS
    SELECT slot.session, slot.position
    FROM desk_speaker AS d
    JOIN speaking_slot AS slot ON slot.session = d.session AND slot.position = d.listed
    WHERE slot.statement_text_found = 'none'
    GROUP BY ALL HAVING NOT bool_or(d.spoke);

-- Every time a State is known to have spoken, from programmes and reports and as kept at the session desk: where, when and,
-- where known, on which discussion line; of_the_chair: as a Coordinator or chair.
CREATE TABLE known_speech AS
    SELECT slot.state, s.meeting, s.line, s.day AS first_date, s.day AS last_date,
        is_of_the_chair(slot.state, slot.kind, slot.speaker, slot.detail, s.coordinators) AS of_the_chair
    FROM speaking_slot AS slot JOIN session AS s ON s.id = slot.session
    WHERE slot.speaker_kind = 'state'
        AND NOT EXISTS (FROM no_show AS n WHERE n.session = slot.session AND n.position = slot.position)
    UNION
    SELECT d.state, d.meeting, d.line, d.day, d.day, d.as_chair
    FROM desk_speaker AS d
    WHERE d.spoke AND d.speaker_kind = 'state'
    UNION
    SELECT a.state, a.meeting, NULL, first_day_of(a.date), last_day_of(a.date), names_the_chair(a.role)
    FROM appearance AS a
    WHERE a.spoke;

-- Every time a State is known to have contributed: with a contribution of its own, whatever its work, or with words of
-- which no text is held (work and voice null).
CREATE TABLE known_contribution AS
    SELECT own.state, own.work, own.voice, false AS of_the_chair, c.meeting, c.in_life_of, c.counted_line, c.first_date,
        c.last_date
    FROM own_contribution AS own JOIN dated_contribution AS c ON c.id = own.contribution
    UNION ALL
    SELECT k.state, NULL, NULL, k.of_the_chair, k.meeting, coalesce(m.in_life_of, []), k.line,
        k.first_date, k.last_date
    FROM known_speech AS k LEFT JOIN dated_meeting AS m ON m.id = k.meeting;

-- Whether what was said under a line, or several separated by spaces, or none (NULL), is in the scope.
CREATE MACRO is_on_line(scope, line) AS
    (scope).lines IS NULL OR list_has_any((scope).lines, string_split(coalesce(line, 'none'), ' '));

-- Whether what was said at a meeting, under a line, between two days is in the scope.
CREATE MACRO is_here(scope, meeting, in_life_of, line, first_date, last_date) AS
    is_asked_for(scope, meeting, in_life_of) AND is_on_line(scope, line) AND is_in_period(scope, first_date, last_date);

-- The contributions in the scope, whatever their status and voice.
CREATE MACRO scope_contribution(scope) AS TABLE
    SELECT * FROM dated_contribution
    WHERE is_here(scope, meeting, in_life_of, counted_line, first_date, last_date);

-- The contributions by others about a State that stand beside the scope, never in it: whatever the meeting and the day;
-- those on another convention only if they lie in the scope.
CREATE MACRO scope_description(scope) AS TABLE
    SELECT d.state, d.contribution
    FROM described_contribution AS d JOIN dated_contribution AS c ON c.id = d.contribution
    WHERE c.convention = 'CCM'
        OR is_here(scope, c.meeting, c.in_life_of, c.counted_line, c.first_date, c.last_date);

-- The States known to have spoken in the scope. spoke: for themselves; as_coordinator: as Coordinator or chair, which is not
-- counted for the State. waiting, done: whether a contribution of its own, in a voice that the scope asks for, is being
-- processed, or has been.
CREATE MACRO scope_contributor(scope) AS TABLE
    SELECT state, bool_or(NOT of_the_chair) AS spoke, bool_or(of_the_chair) AS as_coordinator,
        bool_or(is_chosen((scope).voices, voice) AND coalesce(work = 'waiting', false)) AS waiting,
        bool_or(is_chosen((scope).voices, voice) AND coalesce(work = 'done', false)) AS done
    FROM known_contribution
    WHERE is_here(scope, meeting, in_life_of, counted_line, first_date, last_date)
    GROUP BY state;
