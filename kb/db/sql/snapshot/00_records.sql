-- Days known only as a month or a year: the first and last day they can mean.
CREATE MACRO first_day_of(day) AS
    CASE length(day) WHEN 4 THEN day || '-01-01' WHEN 7 THEN day || '-01' ELSE day END::DATE;

CREATE MACRO last_day_of(day) AS
    CASE length(day)
        WHEN 4 THEN (day || '-12-31')::DATE
        WHEN 7 THEN last_day((day || '-01')::DATE)
        ELSE day::DATE
    END;

-- How long an instrument holds; without a day: open.
CREATE TABLE instrument_life AS
    SELECT id, first_day_of(valid_from) AS begins, last_day_of(valid_to) AS ends FROM instrument;

-- in_life_of: the instruments in whose default scope it is: those within whose life a meeting of the CCM lies.
CREATE TABLE dated_meeting AS
    SELECT m.*,
        coalesce((
            SELECT list(i.id ORDER BY i.id) FROM instrument_life AS i
            WHERE m.convention = 'CCM' AND coalesce(m.last_date >= i.begins, true) AND coalesce(m.first_date <= i.ends, true)
        ), []) AS in_life_of
    FROM (SELECT *, first_day_of(first_day) AS first_date, last_day_of(last_day) AS last_date FROM meeting) AS m;

-- Every State known, whether it joined the Convention (listed) or not.
CREATE TABLE known_state AS
    SELECT id, name, regional_group, affected, signed_on, deposited_on, in_force_on, withdrawn_on, true AS listed
    FROM state
    UNION ALL
    SELECT id, name, 'none', 'unknown', NULL, NULL, NULL, NULL, false FROM outside_state;

-- Everyone who can contribute, under one name; state is the State a contributor is.
CREATE TABLE contributor AS
    SELECT id, name, 'state' AS kind, id AS state FROM known_state
    UNION ALL
    SELECT id, name, kind, NULL FROM organisation;

-- A provision and the provisions it is a part of, itself included. UNION ends even where parents run in a circle.
CREATE TABLE provision_whole AS
    WITH RECURSIVE part (provision, whole) AS (
        SELECT id, id FROM provision
        UNION
        SELECT part.provision, p.parent FROM part JOIN provision AS p ON p.id = part.whole WHERE p.parent IS NOT NULL
    )
    SELECT * FROM part;
