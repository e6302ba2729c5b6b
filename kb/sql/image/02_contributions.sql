-- Every contribution with its contributor resolved, the line it counts under and the first and last day it can have.
CREATE TABLE dated_contribution AS
    SELECT c.*, n.contributor, coalesce(c.line, c.line_inferred) AS counted_line,
        coalesce(first_day_of(c.date), m.first_date) AS first_date, coalesce(last_day_of(c.date), m.last_date) AS last_date,
        m.convention AS meeting_convention, m.short_name AS meeting_short_name, m.name AS meeting_name
    FROM contribution AS c
    JOIN contributor_name AS n ON n.name = c.contributor_name
    LEFT JOIN dated_meeting AS m ON m.id = c.meeting;

-- How far the work on a contribution is. waiting: not published yet, or a passage has no confirmed coding; done; or
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
    LEFT JOIN (SELECT DISTINCT passage FROM coding WHERE basis <> 'suggested') AS k ON k.passage = p.id
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

-- A provision and the provisions it is a part of, itself included. UNION ends even where parents run in a circle.
CREATE TABLE provision_whole AS
    WITH RECURSIVE part (provision, whole) AS (
        SELECT id, id FROM provision
        UNION
        SELECT part.provision, p.parent FROM part JOIN provision AS p ON p.id = part.whole WHERE p.parent IS NOT NULL
    )
    SELECT * FROM part;

-- Confirmed codings, also on the provisions their own is a part of: a passage on the part is on the whole.
CREATE TABLE whole_coding AS
    SELECT DISTINCT c.passage, p.contribution, w.whole AS provision, c.assessment
    FROM coding AS c
    JOIN provision_whole AS w ON w.provision = c.provision
    JOIN passage AS p ON p.id = c.passage
    WHERE c.basis <> 'suggested';

-- The codings of a State's own published passages.
CREATE TABLE own_coding AS
    SELECT own.state, own.contribution, own.voice, own.second_hand, own.aligned, c.passage, c.provision, c.assessment
    FROM own_contribution AS own JOIN whole_coding AS c ON c.contribution = own.contribution
    WHERE own.status = 'published';

-- The codings of published passages by others about a State; a statement the State is aligned with is not by others.
CREATE TABLE monitoring_coding AS
    SELECT c.about_state AS state, c.id AS contribution, c.convention, k.passage, k.provision, k.assessment
    FROM contribution AS c JOIN whole_coding AS k ON k.contribution = c.id
    WHERE c.status = 'published' AND c.about_state IS NOT NULL AND c.state IS DISTINCT FROM c.about_state
        AND NOT EXISTS (FROM alignment AS a WHERE a.contribution = c.id AND a.state = c.about_state);

-- The text status that is shown: official once the official wording is loaded.
CREATE TABLE shown_provision AS
    SELECT p.* EXCLUDE (text_status), CASE WHEN o.provision IS NULL THEN p.text_status ELSE 'official' END AS text_status,
        o.text AS official_text, o.file_name, o.sha256, o.loaded_on
    FROM provision AS p LEFT JOIN official_text AS o ON o.provision = p.id;

-- States known to have spoken, from programmes and reports: where, when and, where known, on which discussion line.
CREATE TABLE known_speaker AS
    SELECT slot.state, s.meeting, m.convention, s.line, s.day AS first_date, s.day AS last_date
    FROM speaking_slot AS slot JOIN session AS s ON s.id = slot.session JOIN meeting AS m ON m.id = s.meeting
    WHERE slot.speaker_kind = 'state'
    UNION
    SELECT a.state, a.meeting, m.convention, NULL, first_day_of(a.date), last_day_of(a.date)
    FROM appearance AS a LEFT JOIN meeting AS m ON m.id = a.meeting
    WHERE a.spoke;

-- Whether what was said at a meeting (or at none: NULL) is in the scope. Without meetings: at a meeting of the CCM, on the
-- CCM; what speaks to another convention counts only when its meeting is named.
CREATE MACRO is_asked_for(scope, meeting, meeting_convention, convention) AS
    CASE
        WHEN len((scope).meetings::VARCHAR[]) = 0 THEN coalesce(meeting_convention = 'CCM' AND convention = 'CCM', false)
        WHEN list_contains((scope).meetings::VARCHAR[], 'any') THEN true
        WHEN meeting IS NULL THEN list_contains((scope).meetings::VARCHAR[], 'outside')
        ELSE list_contains((scope).meetings::VARCHAR[], meeting)
    END;

-- Whether a day between these two can lie in the scope's period; without a day: only if there is no period.
CREATE MACRO is_in_period(scope, first_date, last_date) AS
    ((scope).since IS NULL OR coalesce(last_date >= (scope).since::DATE, false))
    AND ((scope).until IS NULL OR coalesce(first_date <= (scope).until::DATE, false));

-- The contributions in the scope, whatever their status and voice.
CREATE MACRO scope_contribution(scope) AS TABLE
    SELECT * FROM dated_contribution
    WHERE is_asked_for(scope, meeting, meeting_convention, convention)
        AND is_chosen((scope).lines, counted_line)
        AND is_in_period(scope, first_date, last_date);

-- The States known to have spoken in the scope.
CREATE MACRO scope_speaker(scope) AS TABLE
    SELECT DISTINCT state FROM known_speaker
    WHERE is_asked_for(scope, meeting, convention, convention)
        AND is_chosen((scope).lines, line)
        AND is_in_period(scope, first_date, last_date);
