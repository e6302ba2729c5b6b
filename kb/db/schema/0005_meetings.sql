-- Where it was said: meetings, their sessions, and who is known to have been there or to have spoken.

CREATE TABLE meeting (
    id VARCHAR NOT NULL,
    convention VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    short_name VARCHAR NOT NULL,
    place VARCHAR,
    first_day VARCHAR NOT NULL CHECK (
        length(first_day) IN (4, 7, 10)
        AND CAST(CAST(first_day || substr('-01-01', length(first_day) - 3) AS DATE) AS VARCHAR)
            IS NOT DISTINCT FROM first_day || substr('-01-01', length(first_day) - 3)
    ),
    last_day VARCHAR NOT NULL CHECK (
        length(last_day) IN (4, 7, 10)
        AND CAST(CAST(last_day || substr('-01-01', length(last_day) - 3) AS DATE) AS VARCHAR)
            IS NOT DISTINCT FROM last_day || substr('-01-01', length(last_day) - 3)
    ),
    dates_basis VARCHAR NOT NULL,
    source_url VARCHAR,
    note VARCHAR,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (id, since_revision)
);
COMMENT ON TABLE meeting IS 'A meeting to which contributions were made.';
COMMENT ON COLUMN meeting.id IS 'Code.';
COMMENT ON COLUMN meeting.convention IS 'The convention or process it belongs to; CCM for the Convention on Cluster Munitions.';
COMMENT ON COLUMN meeting.name IS 'Name.';
COMMENT ON COLUMN meeting.short_name IS 'Name for narrow places.';
COMMENT ON COLUMN meeting.place IS 'Place.';
COMMENT ON COLUMN meeting.first_day IS 'First day: a date, a month (2017-09) or a year, as far as the sources say.';
COMMENT ON COLUMN meeting.last_day IS 'Last day, likewise.';
COMMENT ON COLUMN meeting.dates_basis IS 'Where the days come from.';
COMMENT ON COLUMN meeting.source_url IS 'Source.';
COMMENT ON COLUMN meeting.note IS 'A caveat the reader must see.';

CREATE TABLE session (
    id VARCHAR NOT NULL,
    meeting VARCHAR NOT NULL,
    day DATE NOT NULL,
    title VARCHAR NOT NULL,
    line VARCHAR,
    description VARCHAR,
    coordinators VARCHAR,
    complete BOOLEAN NOT NULL,
    source_title VARCHAR,
    source_kind VARCHAR,
    source_url VARCHAR NOT NULL,
    coordinators_source VARCHAR,
    venue VARCHAR,
    venue_source VARCHAR,
    retrieved VARCHAR,
    note VARCHAR,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (id, since_revision)
);
COMMENT ON TABLE session IS 'A part of a meeting with its own speakers.';
COMMENT ON COLUMN session.id IS 'Code.';
COMMENT ON COLUMN session.meeting IS 'The meeting.';
COMMENT ON COLUMN session.day IS 'Day.';
COMMENT ON COLUMN session.title IS 'Title.';
COMMENT ON COLUMN session.line IS 'Discussion line.';
COMMENT ON COLUMN session.description IS 'What the programme says of it, restated.';
COMMENT ON COLUMN session.coordinators IS 'States that coordinate it, separated by spaces.';
COMMENT ON COLUMN session.complete IS 'Whether the list of speakers is complete.';
COMMENT ON COLUMN session.source_title IS 'Title of the source.';
COMMENT ON COLUMN session.source_kind IS 'Kind of source.';
COMMENT ON COLUMN session.source_url IS 'Source.';
COMMENT ON COLUMN session.coordinators_source IS 'Source of who coordinated.';
COMMENT ON COLUMN session.venue IS 'Building or room.';
COMMENT ON COLUMN session.venue_source IS 'Source of the venue.';
COMMENT ON COLUMN session.retrieved IS 'How the source was read.';
COMMENT ON COLUMN session.note IS 'A caveat the reader must see.';

CREATE TABLE speaking_slot (
    session VARCHAR NOT NULL,
    position INTEGER NOT NULL CHECK (position > 0),
    speaker VARCHAR NOT NULL,
    contributor VARCHAR,
    state VARCHAR CHECK (state = contributor OR speaker_kind <> 'state'),
    speaker_kind VARCHAR NOT NULL CHECK (speaker_kind IN ('state', 'group', 'un', 'icrc', 'ngo', 'panelist', 'expert')),
    kind VARCHAR NOT NULL CHECK (kind IN ('opening', 'statement', 'presentation', 'closing')),
    detail VARCHAR,
    statement_text_found VARCHAR NOT NULL CHECK (statement_text_found IN ('primary', 'report', 'link_only', 'none')),
    contributions VARCHAR,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (session, position, since_revision)
);
COMMENT ON TABLE speaking_slot IS 'Who spoke in a session, in the order of the programme.';
COMMENT ON COLUMN speaking_slot.session IS 'The session.';
COMMENT ON COLUMN speaking_slot.position IS 'Order as listed by the source, from 1.';
COMMENT ON COLUMN speaking_slot.speaker IS 'The speaker as the source names it.';
COMMENT ON COLUMN speaking_slot.contributor IS 'The State or organisation, where it is in the knowledge base.';
COMMENT ON COLUMN speaking_slot.state IS 'The State named with the speaker; the State itself speaks only where speaker_kind is state.';
COMMENT ON COLUMN speaking_slot.speaker_kind IS 'Kind of speaker.';
COMMENT ON COLUMN speaking_slot.kind IS 'Kind of intervention.';
COMMENT ON COLUMN speaking_slot.detail IS 'What else the source says.';
COMMENT ON COLUMN speaking_slot.statement_text_found IS 'primary: text of the statement seen (may be cut); report: someone reports what was said; link_only: a page confirms the statement without its text; none: only the name in the list.';
COMMENT ON COLUMN speaking_slot.contributions IS 'Contributions held that carry it or stand beside it, separated by spaces.';

CREATE TABLE appearance (
    id VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    date VARCHAR NOT NULL CHECK (
        length(date) IN (4, 7, 10)
        AND CAST(CAST(date || substr('-01-01', length(date) - 3) AS DATE) AS VARCHAR)
            IS NOT DISTINCT FROM date || substr('-01-01', length(date) - 3)
    ),
    meeting VARCHAR,
    meeting_label VARCHAR NOT NULL,
    spoke BOOLEAN NOT NULL,
    role VARCHAR NOT NULL,
    evidence VARCHAR NOT NULL,
    status_2012_04_16 VARCHAR,
    source_url VARCHAR,
    note VARCHAR,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (id, since_revision)
);
COMMENT ON TABLE appearance IS 'A State seen at a meeting, or known to have spoken there, whose text is not thereby held.';
COMMENT ON COLUMN appearance.id IS 'Id of the row.';
COMMENT ON COLUMN appearance.state IS 'The State.';
COMMENT ON COLUMN appearance.name IS 'Its name in the source.';
COMMENT ON COLUMN appearance.date IS 'When, as far as the source says.';
COMMENT ON COLUMN appearance.meeting IS 'The meeting, where the knowledge base holds it.';
COMMENT ON COLUMN appearance.meeting_label IS 'The meeting as the source names it.';
COMMENT ON COLUMN appearance.spoke IS 'Whether the evidence says that it made a statement there.';
COMMENT ON COLUMN appearance.role IS 'Its role.';
COMMENT ON COLUMN appearance.evidence IS 'What the source says, restated.';
COMMENT ON COLUMN appearance.status_2012_04_16 IS 'Its status on 16 April 2012 as recorded with the source.';
COMMENT ON COLUMN appearance.source_url IS 'Source.';
COMMENT ON COLUMN appearance.note IS 'A caveat the reader must see.';

INSERT INTO reference VALUES
    ('session', 'meeting', 'meeting', 'id', false),
    ('session', 'line', 'discussion_line', 'id', false),
    ('session', 'coordinators', 'state', 'id', true),
    ('speaking_slot', 'session', 'session', 'id', false),
    ('speaking_slot', 'contributor', 'state', 'id', false),
    ('speaking_slot', 'contributor', 'outside_state', 'id', false),
    ('speaking_slot', 'contributor', 'organisation', 'id', false),
    ('speaking_slot', 'state', 'state', 'id', false),
    ('speaking_slot', 'state', 'outside_state', 'id', false),
    ('speaking_slot', 'contributions', 'contribution', 'id', true),
    ('appearance', 'state', 'state', 'id', false),
    ('appearance', 'state', 'outside_state', 'id', false),
    ('appearance', 'meeting', 'meeting', 'id', false);

INSERT INTO rule VALUES
    ('meeting', 'id', 'is a word that stands for many meetings', 'this.id IN (''any'', ''outside'')'),
    ('meeting', 'last_day', 'must not be before the first day',
     -- As far as both days are known.
     'this.last_day[:least(length(this.first_day), length(this.last_day))]
         < this.first_day[:least(length(this.first_day), length(this.last_day))]'),
    ('appearance', 'status_2012_04_16', 'contradicts what is recorded of the State',
     'EXISTS (FROM state AS o WHERE o.id = this.state AND o.status_2012_04_16 <> this.status_2012_04_16)');
