-- What the chair may ask the room on each discussion line.

CREATE TABLE line_question (
    id VARCHAR NOT NULL,
    line VARCHAR,
    position INTEGER NOT NULL CHECK (position > 0),
    addressed_to VARCHAR NOT NULL CHECK (addressed_to IN ('affected', 'assisting', 'all')),
    question VARCHAR NOT NULL,
    basis VARCHAR NOT NULL,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (id, since_revision)
);
COMMENT ON TABLE line_question IS 'A question that the chair may put to the room on a discussion line.';
COMMENT ON COLUMN line_question.id IS 'Code.';
COMMENT ON COLUMN line_question.line IS 'The discussion line; empty for a question that goes with every line.';
COMMENT ON COLUMN line_question.position IS 'Its place among the questions of its line, from 1.';
COMMENT ON COLUMN line_question.addressed_to IS 'affected: States with cluster munition victims; assisting: States able to assist; all: everybody.';
COMMENT ON COLUMN line_question.question IS 'The question, in our own words.';
COMMENT ON COLUMN line_question.basis IS 'What it rests on.';

INSERT INTO reference VALUES
    ('line_question', 'line', 'discussion_line', 'id', false);

INSERT INTO rule VALUES
    ('line_question', 'id', 'must be letters, digits, and . _ - after the first',
     'NOT regexp_full_match(this.id, ''[A-Za-z0-9][A-Za-z0-9._-]*'')'),
    ('line_question', 'line', 'has another question at this position',
     'EXISTS (
         FROM line_question AS o
         WHERE o.line IS NOT DISTINCT FROM this.line AND o.position = this.position AND o.id < this.id
     )');
