-- One contribution in several languages: the text in another language stands with it, and is counted nowhere.

CREATE TABLE translation (
    contribution VARCHAR NOT NULL,
    language VARCHAR NOT NULL CHECK (length(language) = 2),
    position INTEGER NOT NULL CHECK (position > 0),
    text VARCHAR NOT NULL,
    handed_in VARCHAR NOT NULL,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (contribution, language, position, since_revision)
);
COMMENT ON TABLE translation IS 'The text of a contribution in another language, a paragraph each. It is read, and counted nowhere.';
COMMENT ON COLUMN translation.contribution IS 'The contribution.';
COMMENT ON COLUMN translation.language IS 'ISO 639-1 code of the language.';
COMMENT ON COLUMN translation.position IS 'Place of the paragraph in this text, from 1.';
COMMENT ON COLUMN translation.text IS 'The paragraph.';
COMMENT ON COLUMN translation.handed_in IS 'Id under which the text was handed in by itself; that contribution is withdrawn.';

INSERT INTO reference VALUES ('translation', 'contribution', 'contribution', 'id', false);

INSERT INTO rule VALUES
    ('translation', 'language', 'is the language of the contribution itself',
     'EXISTS (FROM contribution AS c WHERE c.id = this.contribution AND c.language = this.language)');
