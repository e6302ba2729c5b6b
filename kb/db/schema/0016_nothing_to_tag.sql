-- Greetings, thanks, procedure: a passage that was judged, and in which nothing is to be tagged.

CREATE TABLE nothing_to_tag (
    passage VARCHAR NOT NULL,
    coder VARCHAR NOT NULL,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (passage, since_revision)
);
COMMENT ON TABLE nothing_to_tag IS 'A passage in which nothing is to be tagged, as a judgement that counts: greetings, thanks, procedure. It is counted nowhere.';
COMMENT ON COLUMN nothing_to_tag.passage IS 'The passage.';
COMMENT ON COLUMN nothing_to_tag.coder IS 'Who judged so.';
COMMENT ON TABLE judgement IS 'How one person codes a passage. Publishing settles which judgement counts; that one becomes the passage''s codings. A judgement with neither a coding nor a theme says that there is nothing to tag.';

INSERT INTO reference VALUES
    ('nothing_to_tag', 'passage', 'passage', 'id', false);

INSERT INTO rule VALUES
    ('nothing_to_tag', 'passage', 'has a coding or a theme',
     'EXISTS (FROM coding AS k WHERE k.passage = this.passage AND k.basis <> ''suggested'')
      OR EXISTS (FROM passage_theme AS t WHERE t.passage = this.passage)');

-- In whose words a text is, is said by text_kind alone.
COMMENT ON COLUMN contribution.voice IS 'own: the contributor''s own statement; reported: somebody reports what the contributor said; official: meeting page; background: an organisation about itself; monitoring: a third party describes a State. Only own and reported count as a State''s own contribution.';
