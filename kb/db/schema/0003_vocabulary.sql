-- What passages are sorted by: the discussion lines and the themes.

CREATE TABLE discussion_line (
    id VARCHAR NOT NULL CHECK (id IN ('a', 'b', 'c')),
    title VARCHAR NOT NULL,
    description VARCHAR NOT NULL,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (id, since_revision)
);
COMMENT ON TABLE discussion_line IS 'The three lines along which delegations are invited to contribute (Coordinators'' letter of 23 March 2012).';
COMMENT ON COLUMN discussion_line.id IS 'Letter of the line.';
COMMENT ON COLUMN discussion_line.title IS 'Title.';
COMMENT ON COLUMN discussion_line.description IS 'What it is about.';

CREATE TABLE theme (
    id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    label VARCHAR NOT NULL,
    "group" VARCHAR NOT NULL,
    discussion_line VARCHAR NOT NULL,
    description VARCHAR NOT NULL,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (id, since_revision)
);
COMMENT ON TABLE theme IS 'Controlled vocabulary of what a passage is about.';
COMMENT ON COLUMN theme.id IS 'Code.';
COMMENT ON COLUMN theme.position IS 'Its place in the vocabulary, for sorting.';
COMMENT ON COLUMN theme.label IS 'Label.';
COMMENT ON COLUMN theme."group" IS 'Group of themes.';
COMMENT ON COLUMN theme.discussion_line IS 'Discussion line the theme belongs to.';
COMMENT ON COLUMN theme.description IS 'What it covers.';

INSERT INTO reference VALUES
    ('theme', 'discussion_line', 'discussion_line', 'id', false);

INSERT INTO rule VALUES
    ('theme', 'position', 'is the position of another theme',
     'EXISTS (FROM theme AS o WHERE o.position = this.position AND o.id < this.id)');
