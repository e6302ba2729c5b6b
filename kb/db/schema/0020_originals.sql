-- The files that were handed in, as they came. Their bytes are beside the revisions: in the database and its backups, in no
-- data file and in no snapshot in memory, and gone when a text is taken out for good.

-- One column is the key: what is looked up by several is found by reading all files through.
CREATE TABLE original (
    id VARCHAR PRIMARY KEY,
    contribution VARCHAR NOT NULL,
    content BLOB NOT NULL,
    reading VARCHAR NOT NULL
);
COMMENT ON TABLE original IS 'The files that were handed in; one that was corrected has several.';
COMMENT ON COLUMN original.id IS 'The contribution''s id, a stroke, and the SHA-256 of the file or the pasted text, as in its submission.';
COMMENT ON COLUMN original.contribution IS 'The contribution.';
COMMENT ON COLUMN original.content IS 'The file, byte for byte; the pasted text in UTF-8.';
COMMENT ON COLUMN original.reading IS 'What was read in it, as JSON: its paragraphs with their kind and place, and how many pages it has.';

CREATE TABLE draft_original (
    draft VARCHAR PRIMARY KEY,
    content BLOB NOT NULL,
    reading VARCHAR NOT NULL
);
COMMENT ON TABLE draft_original IS 'The files of contributions being prepared; each goes with its draft.';
COMMENT ON COLUMN draft_original.draft IS 'The draft.';
COMMENT ON COLUMN draft_original.content IS 'The file, byte for byte; the pasted text in UTF-8.';
COMMENT ON COLUMN draft_original.reading IS 'What was read in it, as in the table original.';

-- What tells of the file keeps its revisions. It says nothing without the file, so it is in no data file either.
CREATE TABLE passage_source (
    passage VARCHAR NOT NULL,
    paragraph INTEGER NOT NULL CHECK (paragraph > 0),
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (passage, paragraph, since_revision)
);
COMMENT ON TABLE passage_source IS 'Of which paragraphs of the file a passage was made.';
COMMENT ON COLUMN passage_source.passage IS 'The passage.';
COMMENT ON COLUMN passage_source.paragraph IS 'Number of the paragraph as it was read in the file, from 1.';

CREATE TABLE shown_original (
    contribution VARCHAR NOT NULL,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (contribution, since_revision)
);
COMMENT ON TABLE shown_original IS 'Contributions of which whoever may read the text may see the pages of the file too.';
COMMENT ON COLUMN shown_original.contribution IS 'The contribution.';

INSERT INTO reference VALUES
    ('passage_source', 'passage', 'passage', 'id', false),
    ('shown_original', 'contribution', 'contribution', 'id', false);
