-- Days known only as a month or a year: the first and last day they can mean.
CREATE MACRO first_day_of(day) AS
    CASE length(day) WHEN 4 THEN day || '-01-01' WHEN 7 THEN day || '-01' ELSE day END::DATE;
CREATE MACRO last_day_of(day) AS
    CASE length(day)
        WHEN 4 THEN (day || '-12-31')::DATE
        WHEN 7 THEN last_day((day || '-01')::DATE)
        ELSE day::DATE
    END;

-- No limit, or one of the values.
CREATE MACRO is_chosen(chosen, value) AS len(chosen::VARCHAR[]) = 0 OR list_contains(chosen::VARCHAR[], value);

CREATE TABLE dated_meeting AS
    SELECT *, first_day_of(first_day) AS first_date, last_day_of(last_day) AS last_date FROM meeting;

-- Every State known, whether it joined the Convention (listed) or not.
CREATE TABLE known_state AS
    SELECT id, name, regional_group, affected, signed_on, deposited_on, in_force_on, withdrawn_on, true AS listed
    FROM state
    UNION ALL
    SELECT id, name, 'none', 'unknown', NULL, NULL, NULL, NULL, false FROM outside_state
    WHERE id NOT IN (SELECT id FROM state);

-- Everyone who can contribute, under one name; state is the State a contributor is.
CREATE TABLE contributor AS
    SELECT id, name, 'state' AS kind, id AS state FROM known_state
    UNION ALL
    SELECT id, name, kind, NULL FROM organisation;

-- A meeting in the scope: named, or else every meeting of the CCM; within the period.
CREATE MACRO meeting_is_in(scope, id, convention, first_date, last_date) AS
    CASE
        WHEN len((scope).meetings::VARCHAR[]) = 0 THEN convention = 'CCM'
        ELSE list_has_any((scope).meetings::VARCHAR[], ['any', id])
    END
    AND coalesce(last_date >= (scope).since::DATE, true)
    AND coalesce(first_date <= (scope).until::DATE, true);
CREATE MACRO scope_meeting(scope) AS TABLE
    SELECT * FROM dated_meeting WHERE meeting_is_in(scope, id, convention, first_date, last_date);

-- The status of a State on a day, from its treaty dates.
CREATE MACRO status_on(day, signed_on, deposited_on, in_force_on, withdrawn_on) AS
    CASE
        WHEN withdrawn_on <= day THEN 'withdrawn'
        WHEN in_force_on <= day THEN 'party'
        WHEN deposited_on <= day THEN 'deposited'
        WHEN signed_on <= day THEN 'signatory'
        ELSE 'outside'
    END;

-- The day on which the status of States counts: the last day of the latest meeting named, or the end of the period if
-- that is earlier; without a named meeting the end of the period; else the last day of the latest meeting in the scope;
-- else of the latest CCM meeting held.
CREATE MACRO scope_day(scope) AS TABLE
    SELECT coalesce(
        least(max(last_date) FILTER (is_in AND list_contains((scope).meetings::VARCHAR[], id)), (scope).until::DATE),
        max(last_date) FILTER (is_in),
        max(last_date) FILTER (convention = 'CCM')
    ) AS day
    FROM (SELECT *, meeting_is_in(scope, id, convention, first_date, last_date) AS is_in FROM dated_meeting);

-- Every State with its status on the scope's day.
CREATE MACRO state_then(scope) AS TABLE
    SELECT k.*, status_on(d.day, signed_on, deposited_on, in_force_on, withdrawn_on) AS status
    FROM known_state AS k CROSS JOIN scope_day(scope) AS d;

-- The States in the scope, likewise.
CREATE MACRO scope_state(scope) AS TABLE
    SELECT * FROM state_then(scope)
    WHERE is_chosen((scope).states, id) AND is_chosen((scope).regions, regional_group)
        AND is_chosen((scope).affected, affected) AND is_chosen((scope).statuses, status);
