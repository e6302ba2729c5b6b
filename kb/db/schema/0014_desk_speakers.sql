-- Who spoke in a session, as kept at the session desk, is a record of its own beside the programme, which stays as its source
-- gives it; and a session may be a rehearsal, of which nothing is kept.

CREATE TABLE desk_speaker (
    desk VARCHAR NOT NULL,
    slot VARCHAR NOT NULL,
    meeting VARCHAR NOT NULL,
    day DATE NOT NULL,
    title VARCHAR NOT NULL,
    line VARCHAR,
    session VARCHAR,
    listed INTEGER CHECK (listed > 0),
    contributor VARCHAR NOT NULL,
    state VARCHAR CHECK (state = contributor OR speaker_kind <> 'state'),
    speaker_kind VARCHAR NOT NULL CHECK (speaker_kind IN ('state', 'group', 'un', 'icrc', 'ngo', 'panelist', 'expert')),
    kind VARCHAR NOT NULL CHECK (kind IN ('opening', 'statement', 'presentation', 'closing')),
    as_chair BOOLEAN NOT NULL,
    spoke BOOLEAN NOT NULL,
    turn INTEGER CHECK ((turn IS NOT NULL) = spoke),
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (desk, slot, since_revision)
);
COMMENT ON TABLE desk_speaker IS 'Who spoke in a session that was run from the session desk, and who of its programme did not.';
COMMENT ON COLUMN desk_speaker.desk IS 'Code of the session at the desk.';
COMMENT ON COLUMN desk_speaker.slot IS 'Code of the speaker on its list.';
COMMENT ON COLUMN desk_speaker.meeting IS 'The meeting.';
COMMENT ON COLUMN desk_speaker.day IS 'Day.';
COMMENT ON COLUMN desk_speaker.title IS 'The part of the session.';
COMMENT ON COLUMN desk_speaker.line IS 'Discussion line.';
COMMENT ON COLUMN desk_speaker.session IS 'The part in the programme, where there is one.';
COMMENT ON COLUMN desk_speaker.listed IS 'Position of the speaker in that programme; empty for whoever was put on the list at the desk.';
COMMENT ON COLUMN desk_speaker.contributor IS 'The State or organisation.';
COMMENT ON COLUMN desk_speaker.state IS 'The State named with the speaker; the State itself speaks only where speaker_kind is state.';
COMMENT ON COLUMN desk_speaker.speaker_kind IS 'Kind of speaker.';
COMMENT ON COLUMN desk_speaker.kind IS 'Kind of intervention.';
COMMENT ON COLUMN desk_speaker.as_chair IS 'Whether it spoke as the chair, and so for no State.';
COMMENT ON COLUMN desk_speaker.spoke IS 'Whether it had the floor; false: it is in the programme, and a facilitator says that it did not speak.';
COMMENT ON COLUMN desk_speaker.turn IS 'Order in which the speakers first had the floor.';

INSERT INTO reference VALUES
    ('desk_speaker', 'meeting', 'meeting', 'id', false),
    ('desk_speaker', 'line', 'discussion_line', 'id', false),
    ('desk_speaker', 'session', 'session', 'id', false),
    ('desk_speaker', 'contributor', 'state', 'id', false),
    ('desk_speaker', 'contributor', 'outside_state', 'id', false),
    ('desk_speaker', 'contributor', 'organisation', 'id', false),
    ('desk_speaker', 'state', 'state', 'id', false),
    ('desk_speaker', 'state', 'outside_state', 'id', false);

-- Earlier versions wrote to the programme: speakers of the desk with this detail, in sessions of the desk where there was no
-- programme, and who did not speak taken out of it. What they wrote becomes the desk's own record, in the same revisions.
INSERT INTO rule VALUES
    ('speaking_slot', 'detail', 'says that it was kept at the session desk: such speakers belong in desk_speakers.csv',
     'starts_with(this.detail, ''from the session desk, '')');

CREATE TEMP MACRO was_the_chair(slot, coordinators) AS
    slot.speaker_kind = 'state' AND slot.kind IN ('opening', 'closing', 'presentation') AND (
        coalesce(list_contains(string_split(coordinators, ' '), slot.state), false)
        OR regexp_matches(slot.speaker, '\bcoordinators?\b', 'i')
    );
INSERT INTO desk_speaker
SELECT kept.desk, kept.slot, s.meeting, s.day, s.title, s.line,
    CASE WHEN s.source_title IS NOT DISTINCT FROM 'Session desk' AND s.source_url IS NULL THEN NULL ELSE s.id END,
    NULL, k.contributor, k.state, k.speaker_kind, k.kind,
    was_the_chair(k, s.coordinators), true,
    dense_rank() OVER (PARTITION BY kept.desk ORDER BY k.session, k.position), k.since_revision, k.until_revision
FROM speaking_slot AS k,
    (SELECT regexp_extract(k.detail, '^from the session desk, (\S+) (\S+); not in the programme$', ['desk', 'slot'])) AS of_desk (kept)
JOIN session AS s
    ON s.id = k.session AND s.since_revision <= k.since_revision
    AND (s.until_revision IS NULL OR s.until_revision > k.since_revision)
WHERE kept.desk <> '' AND k.contributor IS NOT NULL;
DELETE FROM speaking_slot WHERE starts_with(detail, 'from the session desk, ');
DELETE FROM session
WHERE starts_with(id, 'desk-') AND source_title = 'Session desk' AND source_url IS NULL
    AND NOT EXISTS (FROM speaking_slot AS k WHERE k.session = session.id);

CREATE TEMP TABLE taken_out AS
SELECT k.session, k.position, k.since_revision, r.number AS revision, r.made_at, min(later.since_revision) AS again
FROM speaking_slot AS k
JOIN revision AS r
    ON r.number = k.until_revision
    AND r.reason = 'Speakers who withdrew or were passed over at the session desk were taken out of the programme'
LEFT JOIN speaking_slot AS later
    ON later.session = k.session AND later.position = k.position AND later.since_revision >= r.number
GROUP BY ALL;
-- Of whoever had been taken out and then spoke after all, a later recording said so.
INSERT INTO desk_speaker
SELECT d.id, concat(k.session, '.', k.position), s.meeting, s.day, s.title, s.line, s.id, k.position, coalesce(k.contributor, k.state), k.state,
    k.speaker_kind, k.kind, was_the_chair(k, s.coordinators), spoke.is_so, CASE WHEN spoke.is_so THEN k.position END,
    CASE WHEN spoke.is_so THEN t.again ELSE t.revision END, CASE WHEN NOT spoke.is_so THEN t.again END
FROM taken_out AS t
JOIN speaking_slot AS k ON k.session = t.session AND k.position = t.position AND k.since_revision = t.since_revision
JOIN session AS s ON s.id = t.session AND s.until_revision IS NULL
JOIN desk AS d ON d.meeting = s.meeting AND d.day = s.day AND NOT d.is_replay AND d.opened_at <= t.made_at
CROSS JOIN (VALUES (false), (true)) AS spoke (is_so)
WHERE (k.contributor IS NOT NULL OR k.speaker_kind = 'state') AND NOT (spoke.is_so AND NOT EXISTS (
    FROM revision AS r WHERE r.number = t.again AND r.reason = 'Notes and speakers of a session were recorded'
))
QUALIFY row_number() OVER (PARTITION BY t.session, t.position, t.revision, spoke.is_so ORDER BY d.opened_at DESC) = 1;
UPDATE speaking_slot SET until_revision = t.again
FROM taken_out AS t
WHERE t.session = speaking_slot.session AND t.position = speaking_slot.position
    AND t.since_revision = speaking_slot.since_revision;
DROP TABLE taken_out;
DROP MACRO was_the_chair;

-- A replay was a rehearsal already. Both tables are made anew, because one names the other.
CREATE TEMP TABLE desk_so_far AS FROM desk;
CREATE TEMP TABLE move_so_far AS FROM desk_move;
DROP TABLE desk_move;
DROP TABLE desk;

CREATE TABLE desk (
    id VARCHAR PRIMARY KEY,
    title VARCHAR NOT NULL,
    meeting VARCHAR NOT NULL,
    day DATE NOT NULL,
    zone VARCHAR NOT NULL,
    is_rehearsal BOOLEAN NOT NULL,
    opened_at TIMESTAMP NOT NULL,
    opened_by VARCHAR NOT NULL
);
COMMENT ON TABLE desk IS 'A session run from the session desk.';
COMMENT ON COLUMN desk.id IS 'Code, as in the addresses of the desk and of the projector: the day, and a number where there are several.';
COMMENT ON COLUMN desk.title IS 'Title.';
COMMENT ON COLUMN desk.meeting IS 'The meeting.';
COMMENT ON COLUMN desk.day IS 'Day.';
COMMENT ON COLUMN desk.zone IS 'Time zone in which times are shown (IANA).';
COMMENT ON COLUMN desk.is_rehearsal IS 'Whether it is a rehearsal: nothing of it is recorded or backed up, and it can be deleted.';
COMMENT ON COLUMN desk.opened_at IS 'When the desk was opened, in UTC.';
COMMENT ON COLUMN desk.opened_by IS 'Who opened it.';

CREATE TABLE desk_move (
    desk VARCHAR NOT NULL REFERENCES desk (id),
    number INTEGER NOT NULL CHECK (number > 0),
    kind VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    seen INTEGER NOT NULL,
    person VARCHAR NOT NULL,
    made_at TIMESTAMP NOT NULL,
    clock_ms BIGINT NOT NULL,
    boot VARCHAR NOT NULL,
    boot_ms BIGINT NOT NULL,
    PRIMARY KEY (desk, number)
);
COMMENT ON TABLE desk_move IS 'What facilitators did at a session desk, in order.';
COMMENT ON COLUMN desk_move.desk IS 'The desk.';
COMMENT ON COLUMN desk_move.number IS 'Order, from 1.';
COMMENT ON COLUMN desk_move.kind IS 'What was done: see kb/session/moves.py.';
COMMENT ON COLUMN desk_move.content IS 'To what, as JSON.';
COMMENT ON COLUMN desk_move.seen IS 'Number of the last move that whoever did it had seen.';
COMMENT ON COLUMN desk_move.person IS 'Who did it.';
COMMENT ON COLUMN desk_move.made_at IS 'When, in UTC, by the clock of the machine.';
COMMENT ON COLUMN desk_move.clock_ms IS 'Time on the desk''s own clock, in milliseconds since it was opened; it only runs forwards.';
COMMENT ON COLUMN desk_move.boot IS 'Start of the machine, from which boot_ms counts.';
COMMENT ON COLUMN desk_move.boot_ms IS 'Time on the machine''s monotonic clock, in milliseconds.';

INSERT INTO desk SELECT * FROM desk_so_far;
INSERT INTO desk_move SELECT * FROM move_so_far;
DROP TABLE move_so_far;
DROP TABLE desk_so_far;
