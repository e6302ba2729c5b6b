-- Every contribution with its contributor resolved, the line it counts under and the first and last day it can have.
CREATE TABLE dated_contribution AS
    SELECT c.*, n.contributor, coalesce(c.line, c.line_inferred) AS counted_line,
        coalesce(first_day_of(c.date), m.first_date) AS first_date, coalesce(last_day_of(c.date), m.last_date) AS last_date,
        m.convention AS meeting_convention, m.short_name AS meeting_short_name, m.name AS meeting_name
    FROM contribution AS c
    JOIN contributor_name AS n ON n.name = c.contributor_name
    LEFT JOIN dated_meeting AS m ON m.id = c.meeting;

-- How far the work on a contribution is. waiting: not published yet, or a passage is not judged (it has no confirmed coding,
-- and is not one with nothing to tag); done; or
-- no text: published without a passage, so that nothing in it could be coded.
CREATE TABLE contribution_work AS
    SELECT c.id AS contribution,
        CASE
            WHEN c.status <> 'published' OR bool_or(p.id IS NOT NULL AND k.passage IS NULL) THEN 'waiting'
            WHEN count(p.id) = 0 THEN 'no text'
            ELSE 'done'
        END AS work
    FROM contribution AS c
    LEFT JOIN passage AS p ON p.contribution = c.id
    LEFT JOIN (SELECT passage FROM coding WHERE basis <> 'suggested' UNION SELECT passage FROM nothing_to_tag) AS k
        ON k.passage = p.id
    WHERE c.status <> 'withdrawn'
    GROUP BY c.id, c.status;

-- Whose contribution it is: the State that speaks, and each State aligned with a collective statement.
-- Only the voices own and reported count as a State's own.
CREATE TABLE own_contribution AS
    SELECT c.state, c.id AS contribution, c.status, w.work, c.voice, c.voice = 'reported' AS second_hand, false AS aligned
    FROM contribution AS c JOIN contribution_work AS w ON w.contribution = c.id
    WHERE c.state IS NOT NULL AND c.voice IN ('own', 'reported')
    UNION ALL
    SELECT a.state, c.id, c.status, w.work, c.voice, c.voice = 'reported', true
    FROM alignment AS a
    JOIN contribution AS c ON c.id = a.contribution
    JOIN contribution_work AS w ON w.contribution = c.id
    WHERE c.voice IN ('own', 'reported') AND a.state IS DISTINCT FROM c.state;

-- The published contributions by others about a State; a statement that the State is aligned with is not by others.
CREATE TABLE described_contribution AS
    SELECT c.about_state AS state, c.id AS contribution
    FROM contribution AS c
    WHERE c.status = 'published' AND c.about_state IS NOT NULL AND c.state IS DISTINCT FROM c.about_state
        AND NOT EXISTS (FROM alignment AS a WHERE a.contribution = c.id AND a.state = c.about_state);

-- Whether a State in a programme speaks as the chair and not for itself; as `seated` in kb/desk/state.py decides at the desk.
CREATE MACRO is_of_the_chair(state, kind, speaker, detail, coordinators) AS
    kind IN ('opening', 'closing', 'presentation')
    AND (
        coalesce(list_contains(string_split(coordinators, ' '), state), false)
        OR regexp_matches(concat_ws(' ', speaker, detail), '\bcoordinators?\b', 'i')
    );

-- Places in a programme of which a facilitator says that nobody spoke at them, and nothing shows that somebody did.
CREATE TABLE no_show AS
    SELECT slot.session, slot.position
    FROM desk_speaker AS d
    JOIN speaking_slot AS slot ON slot.session = d.session AND slot.position = d.listed
    WHERE slot.statement_text_found = 'none'
    GROUP BY ALL HAVING NOT bool_or(d.spoke);

-- States known to have spoken, from programmes and reports and as kept at the session desk: where, when and, where known, on which discussion line.
CREATE TABLE known_speaker AS
    SELECT slot.state, s.meeting, m.convention, s.line, s.day AS first_date, s.day AS last_date
    FROM speaking_slot AS slot JOIN session AS s ON s.id = slot.session JOIN meeting AS m ON m.id = s.meeting
    WHERE slot.speaker_kind = 'state'
        AND NOT is_of_the_chair(slot.state, slot.kind, slot.speaker, slot.detail, s.coordinators)
        AND NOT EXISTS (FROM no_show AS n WHERE n.session = slot.session AND n.position = slot.position)
    UNION
    SELECT d.state, d.meeting, m.convention, d.line, d.day, d.day
    FROM desk_speaker AS d JOIN meeting AS m ON m.id = d.meeting
    WHERE d.spoke AND d.speaker_kind = 'state' AND NOT d.as_chair
    UNION
    SELECT a.state, a.meeting, m.convention, NULL, first_day_of(a.date), last_day_of(a.date)
    FROM appearance AS a LEFT JOIN meeting AS m ON m.id = a.meeting
    WHERE a.spoke;

-- Every time a State is known to have contributed: with a contribution of its own, whatever its work, or with words of
-- which no text is held (work and voice null).
CREATE TABLE known_contribution AS
    SELECT own.state, own.work, own.voice, c.meeting, c.meeting_convention, c.convention, c.counted_line, c.first_date,
        c.last_date
    FROM own_contribution AS own JOIN dated_contribution AS c ON c.id = own.contribution
    UNION ALL
    SELECT state, NULL, NULL, meeting, convention, convention, line, first_date, last_date FROM known_speaker;

-- Whether what was said at a meeting (or at none: NULL) is in the scope. Without meetings: at a meeting of the CCM, on the
-- CCM; what speaks to another convention counts only when its meeting is named.
CREATE MACRO is_asked_for(scope, meeting, meeting_convention, convention) AS
    CASE
        WHEN (scope).meetings IS NULL THEN coalesce(meeting_convention = 'CCM' AND convention = 'CCM', false)
        ELSE list_has_any((scope).meetings, ['any', coalesce(meeting, 'outside')])
    END;

-- Whether what was said under a line, or several separated by spaces, or none (NULL), is in the scope.
CREATE MACRO is_on_line(scope, line) AS
    (scope).lines IS NULL OR list_has_any((scope).lines, string_split(coalesce(line, 'none'), ' '));

-- Whether what was said at a meeting, on a convention, under a line, between two days is in the scope.
CREATE MACRO is_here(scope, meeting, meeting_convention, convention, line, first_date, last_date) AS
    is_asked_for(scope, meeting, meeting_convention, convention) AND is_on_line(scope, line)
    AND is_in_period(scope, first_date, last_date);

-- The contributions in the scope, whatever their status and voice.
CREATE MACRO scope_contribution(scope) AS TABLE
    SELECT * FROM dated_contribution
    WHERE is_here(scope, meeting, meeting_convention, convention, counted_line, first_date, last_date);

-- The contributions by others about a State that stand beside the scope, never in it: whatever the meeting and the day;
-- those on another convention only if they lie in the scope.
CREATE MACRO scope_description(scope) AS TABLE
    SELECT d.state, d.contribution
    FROM described_contribution AS d JOIN dated_contribution AS c ON c.id = d.contribution
    WHERE c.convention = 'CCM'
        OR is_here(scope, c.meeting, c.meeting_convention, c.convention, c.counted_line, c.first_date, c.last_date);

-- The States known to have contributed in the scope. waiting, done: whether a contribution of its own, in a voice that the
-- scope asks for, is being processed, or has been.
CREATE MACRO scope_contributor(scope) AS TABLE
    SELECT state, bool_or(is_chosen((scope).voices, voice) AND coalesce(work = 'waiting', false)) AS waiting,
        bool_or(is_chosen((scope).voices, voice) AND coalesce(work = 'done', false)) AS done
    FROM known_contribution
    WHERE is_here(scope, meeting, meeting_convention, convention, counted_line, first_date, last_date)
    GROUP BY state;
