-- Coordination bodies (discussion line c) and the make-up of delegations (Action 31).

CREATE TABLE mechanism (
    id VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    legal_basis VARCHAR,
    crpd_link VARCHAR,
    victims_take_part VARCHAR NOT NULL CHECK (victims_take_part IN ('yes', 'no', 'not said')),
    passage VARCHAR NOT NULL,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (id, since_revision)
);
COMMENT ON TABLE mechanism IS 'A State''s coordination body (discussion line c), tied to the passage that says so.';
COMMENT ON COLUMN mechanism.id IS 'Code.';
COMMENT ON COLUMN mechanism.state IS 'The State.';
COMMENT ON COLUMN mechanism.name IS 'Name of the body.';
COMMENT ON COLUMN mechanism.kind IS 'Kind of body.';
COMMENT ON COLUMN mechanism.legal_basis IS 'Law or decision it rests on.';
COMMENT ON COLUMN mechanism.crpd_link IS 'How it is linked to the disability convention or another one.';
COMMENT ON COLUMN mechanism.victims_take_part IS 'Whether victims take part: yes, no, not said.';
COMMENT ON COLUMN mechanism.passage IS 'The passage that says so.';

CREATE TABLE delegation (
    meeting VARCHAR NOT NULL,
    contributor VARCHAR NOT NULL,
    survivors INTEGER CHECK (survivors >= 0),
    experts INTEGER CHECK (experts >= 0),
    disability_organisations INTEGER CHECK (disability_organisations >= 0),
    source_url VARCHAR NOT NULL,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (meeting, contributor, since_revision)
);
COMMENT ON TABLE delegation IS 'Make-up of a delegation under Action 31: counts only, never names.';
COMMENT ON COLUMN delegation.meeting IS 'The meeting.';
COMMENT ON COLUMN delegation.contributor IS 'The State or organisation.';
COMMENT ON COLUMN delegation.survivors IS 'Number of survivors.';
COMMENT ON COLUMN delegation.experts IS 'Number of experts.';
COMMENT ON COLUMN delegation.disability_organisations IS 'Number of representatives of organisations of persons with disabilities.';
COMMENT ON COLUMN delegation.source_url IS 'Source.';

INSERT INTO reference VALUES
    ('mechanism', 'state', 'state', 'id', false),
    ('mechanism', 'state', 'outside_state', 'id', false),
    ('mechanism', 'passage', 'passage', 'id', false),
    ('delegation', 'meeting', 'meeting', 'id', false),
    ('delegation', 'contributor', 'state', 'id', false),
    ('delegation', 'contributor', 'outside_state', 'id', false),
    ('delegation', 'contributor', 'organisation', 'id', false);
