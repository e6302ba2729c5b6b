-- Who was reminded, from which letter, and which gaps somebody has looked at.

CREATE TABLE reminder (
    state VARCHAR NOT NULL,
    sent_on DATE NOT NULL,
    person VARCHAR NOT NULL,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (state, sent_on, since_revision)
);
COMMENT ON TABLE reminder IS 'Letters that a Coordinator says to have sent: nothing is sent from here.';
COMMENT ON COLUMN reminder.state IS 'The State.';
COMMENT ON COLUMN reminder.sent_on IS 'The day on which it was sent.';
COMMENT ON COLUMN reminder.person IS 'Who says so.';

CREATE TABLE reminder_template (
    id VARCHAR NOT NULL CHECK (id = 'all'),
    text VARCHAR NOT NULL CHECK (length(text) BETWEEN 1 AND 8000),
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (id, since_revision)
);
COMMENT ON TABLE reminder_template IS 'The text of the letter, with fields for what differs from State to State.';
COMMENT ON COLUMN reminder_template.id IS 'all: there is one text for all States.';
COMMENT ON COLUMN reminder_template.text IS 'The text; a field is a name in braces.';

CREATE TABLE looked_at (
    state VARCHAR NOT NULL,
    provision VARCHAR NOT NULL,
    passage VARCHAR NOT NULL,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (state, provision, passage, since_revision)
);
COMMENT ON TABLE looked_at IS 'Passages at which somebody looked and found that they are not on the action on which the State is silent.';
COMMENT ON COLUMN looked_at.state IS 'The State.';
COMMENT ON COLUMN looked_at.provision IS 'The action or article.';
COMMENT ON COLUMN looked_at.passage IS 'The passage of the State that comes near to it.';

INSERT INTO reference VALUES
    ('reminder', 'state', 'state', 'id', false),
    ('looked_at', 'state', 'state', 'id', false),
    ('looked_at', 'provision', 'provision', 'id', false),
    ('looked_at', 'passage', 'passage', 'id', false);
