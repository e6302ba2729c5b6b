-- The session desk: sessions run live in the room. A move is never changed nor removed, and wrong ones are undone by another:
-- what a session has come to is what its moves, in their order, add up to (kb/session). Only what is recorded of it in the end
-- becomes part of the knowledge base, as a revision.

CREATE TABLE desk (
    id VARCHAR PRIMARY KEY,
    title VARCHAR NOT NULL,
    meeting VARCHAR NOT NULL,
    day DATE NOT NULL,
    zone VARCHAR NOT NULL,
    is_replay BOOLEAN NOT NULL,
    opened_at TIMESTAMP NOT NULL,
    opened_by VARCHAR NOT NULL
);
COMMENT ON TABLE desk IS 'A session run from the session desk.';
COMMENT ON COLUMN desk.id IS 'Code, as in the addresses of the desk and of the projector: the day, and a number where there are several.';
COMMENT ON COLUMN desk.title IS 'Title.';
COMMENT ON COLUMN desk.meeting IS 'The meeting.';
COMMENT ON COLUMN desk.day IS 'Day.';
COMMENT ON COLUMN desk.zone IS 'Time zone in which times are shown (IANA).';
COMMENT ON COLUMN desk.is_replay IS 'Whether it is a replay of a session of the past: its times are not those of the session.';
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

-- A session may have been run from the desk: then there is no address that tells of it.
ALTER TABLE session ALTER COLUMN source_url DROP NOT NULL;
COMMENT ON COLUMN session.source_url IS 'Source; empty for a session that was run from the session desk.';

CREATE TABLE line_provision (
    line VARCHAR NOT NULL,
    provision VARCHAR NOT NULL,
    basis VARCHAR NOT NULL CHECK (basis IN ('source', 'editorial')),
    reason VARCHAR NOT NULL,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (line, provision, since_revision)
);
COMMENT ON TABLE line_provision IS 'Which actions stand under which discussion line on the board of the session desk.';
COMMENT ON COLUMN line_provision.line IS 'The discussion line.';
COMMENT ON COLUMN line_provision.provision IS 'The action.';
COMMENT ON COLUMN line_provision.basis IS 'source: the line as set out by the Coordinators names it; editorial: our own matching.';
COMMENT ON COLUMN line_provision.reason IS 'Why it stands there.';

INSERT INTO reference VALUES
    ('line_provision', 'line', 'discussion_line', 'id', false),
    ('line_provision', 'provision', 'provision', 'id', false);
