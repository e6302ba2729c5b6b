-- No limit, or one of the values. What the scope does not limit is null in $scope; its lists are never empty. A value that
-- is not known (null) is none of those chosen.
CREATE MACRO is_chosen(chosen, value) AS coalesce(list_contains(chosen, value), chosen IS NULL);

-- Whether the scope chooses among States; among passages, by what they are about.
CREATE MACRO limits_states(scope) AS
    (scope).states IS NOT NULL OR (scope).regions IS NOT NULL OR (scope).affected IS NOT NULL
    OR (scope).statuses IS NOT NULL;

CREATE MACRO limits_subject(scope) AS
    (scope).provisions IS NOT NULL OR (scope).themes IS NOT NULL OR (scope).assessments IS NOT NULL;

-- The day on which this revision was made, of which nothing later is known; a schema is named for its revision, r12_... And
-- by instrument the day on which it ends, if that is earlier.
CREATE TABLE revision_day AS
    SELECT made_at::DATE AS day, (SELECT map_from_entries(list((id, least(ends, made_at::DATE)))) FROM instrument_life) AS ends
    FROM kb.revision WHERE number = regexp_extract(current_schema(), '[0-9]+')::INTEGER;

-- What a part of a session is called: by the title of the session, and its discussion line.
CREATE MACRO part_title(title, line) AS concat_ws(', part ', title, line);

-- Whether a day between these two can lie in the scope's period; without a day: only if there is no period.
CREATE MACRO is_in_period(scope, first_date, last_date) AS
    ((scope).since IS NULL OR coalesce(last_date >= (scope).since, false))
    AND ((scope).until IS NULL OR coalesce(first_date <= (scope).until, false));

-- Whether the scope asks for a meeting, or for what was said at one (or at none: NULL): it names it; or it names none, and
-- it is one of the meetings within the life of the scope's instrument.
CREATE MACRO is_asked_for(scope, meeting, in_life_of) AS
    CASE
        WHEN (scope).meetings IS NULL THEN list_contains(in_life_of, (scope).instrument)
        ELSE list_has_any((scope).meetings, ['any', coalesce(meeting, 'outside')])
    END;

-- The meetings in the scope: asked for, and in its period.
CREATE MACRO scope_meeting(scope) AS TABLE
    SELECT * FROM dated_meeting WHERE is_asked_for(scope, id, in_life_of) AND is_in_period(scope, first_date, last_date);

-- The status of a State on a day, from its treaty dates.
CREATE MACRO status_on(day, signed_on, deposited_on, in_force_on, withdrawn_on) AS
    CASE
        WHEN withdrawn_on <= day THEN 'withdrawn'
        WHEN in_force_on <= day THEN 'party'
        WHEN deposited_on <= day THEN 'deposited'
        WHEN signed_on <= day THEN 'signatory'
        ELSE 'outside'
    END;

-- Whether a provision is addressed to a State: yes, no, unknown (whether it has victims is not known), or not established. The
-- only place where that is decided; coverage, rates and the session desk take it from here.
CREATE MACRO bound_of(addressed_to, status, affected) AS
    CASE
        WHEN addressed_to IS NULL THEN 'not established'
        WHEN status <> 'party' THEN 'no'
        WHEN addressed_to = 'all' THEN 'yes'
        ELSE affected
    END;

-- Which provisions are addressed to which States on a day. A row: one State known and one provision, with its status then.
CREATE MACRO addressed_on(day) AS TABLE
    SELECT s.id AS state, p.id AS provision,
        status_on(day, s.signed_on, s.deposited_on, s.in_force_on, s.withdrawn_on) AS status,
        bound_of(p.addressed_to, status, s.affected) AS bound
    FROM known_state AS s CROSS JOIN provision AS p;

-- The rate: how many of those bound reported; null where nobody is bound.
CREATE MACRO rate_of(reported, bound) AS reported / nullif(bound, 0);

-- The day on which the status of States counts: the last day of the latest meeting named, or the end of the period if
-- that is earlier; without a named meeting the end of the period, but no later than the day of the revision, of which
-- nothing later is known, and, where no meeting is chosen, no later than the life of the instrument; else the last day of
-- the latest meeting in the scope; else of the latest CCM meeting held.
CREATE MACRO scope_day(scope) AS TABLE
    SELECT coalesce(
        CASE WHEN named IS NOT NULL THEN least(named, (scope).until) END,
        CASE WHEN (scope).until IS NOT NULL THEN least(
            (scope).until, CASE WHEN (scope).meetings IS NULL THEN ends[(scope).instrument] ELSE revision_day.day END
        ) END,
        latest,
        latest_ccm
    ) AS day
    FROM (
        SELECT max(last_date) FILTER (is_in AND list_contains((scope).meetings, id)) AS named,
            max(last_date) FILTER (is_in) AS latest, max(last_date) FILTER (convention = 'CCM') AS latest_ccm
        FROM (
            SELECT *, is_asked_for(scope, id, in_life_of) AND is_in_period(scope, first_date, last_date) AS is_in
            FROM dated_meeting
        )
    ), revision_day;

-- Every State with its status on the scope's day, and that day: scope_day(scope), which comes with the scope.
CREATE MACRO state_then(scope) AS TABLE
    SELECT *, (scope).day AS day, status_on((scope).day, signed_on, deposited_on, in_force_on, withdrawn_on) AS status
    FROM known_state;

-- Whether the scope's filters on States leave one in.
CREATE MACRO is_chosen_state(scope, id, regional_group, affected, status) AS
    is_chosen((scope).states, id) AND is_chosen((scope).regions, regional_group)
    AND is_chosen((scope).affected, affected) AND is_chosen((scope).statuses, status);

-- The States in the scope, likewise.
CREATE MACRO scope_state(scope) AS TABLE
    SELECT * FROM state_then(scope) WHERE is_chosen_state(scope, id, regional_group, affected, status);
