-- What was said: contributions, their passages, and what these are about.

CREATE TABLE contribution (
    id VARCHAR NOT NULL,
    contributor_name VARCHAR NOT NULL,
    contributor_type VARCHAR NOT NULL CHECK (contributor_type IN ('state', 'group', 'un', 'icrc', 'ngo', 'panelist', 'expert')),
    state VARCHAR CHECK (state IS NULL OR voice <> 'monitoring'),
    about_state VARCHAR,
    meeting VARCHAR,
    meeting_label VARCHAR NOT NULL,
    date VARCHAR CHECK (
        length(date) IN (4, 7, 10)
        AND CAST(CAST(date || substr('-01-01', length(date) - 3) AS DATE) AS VARCHAR)
            IS NOT DISTINCT FROM date || substr('-01-01', length(date) - 3)
    ),
    line VARCHAR,
    line_inferred VARCHAR,
    kind VARCHAR NOT NULL CHECK (kind IN ('opening', 'statement', 'presentation', 'closing', 'report', 'paper')),
    convention VARCHAR NOT NULL,
    voice VARCHAR NOT NULL CHECK (voice IN ('own', 'reported', 'official', 'background', 'monitoring')),
    text_kind VARCHAR NOT NULL CHECK (text_kind IN ('verbatim', 'digest', 'note')),
    language VARCHAR NOT NULL CHECK (length(language) = 2),
    source_title VARCHAR NOT NULL,
    source_url VARCHAR NOT NULL,
    source_truncated BOOLEAN NOT NULL,
    note VARCHAR,
    status VARCHAR NOT NULL CHECK (status IN ('received', 'coded', 'published', 'withdrawn')),
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (id, since_revision)
);
COMMENT ON TABLE contribution IS 'What one contributor delivered, submitted or published.';
COMMENT ON COLUMN contribution.id IS 'Permanent id.';
COMMENT ON COLUMN contribution.contributor_name IS 'The contributor as the source names it.';
COMMENT ON COLUMN contribution.contributor_type IS 'Kind of contributor, as recorded with the source.';
COMMENT ON COLUMN contribution.state IS 'The State that speaks; empty where no single State speaks.';
COMMENT ON COLUMN contribution.about_state IS 'The State described.';
COMMENT ON COLUMN contribution.meeting IS 'The meeting it was made to; empty where it was made to none.';
COMMENT ON COLUMN contribution.meeting_label IS 'The meeting and session, or the kind of source, in words.';
COMMENT ON COLUMN contribution.date IS 'When: a date, a month or a year, as far as the source says.';
COMMENT ON COLUMN contribution.line IS 'Discussion line that the source names.';
COMMENT ON COLUMN contribution.line_inferred IS 'Discussion line that we infer where the source names none.';
COMMENT ON COLUMN contribution.kind IS 'Kind of contribution.';
COMMENT ON COLUMN contribution.convention IS 'The convention it speaks to; material of others than the CCM counts only when asked for.';
COMMENT ON COLUMN contribution.voice IS 'own: the contributor''s own words, digested; reported: somebody reports what the contributor said; official: meeting page; background: an organisation about itself; monitoring: a third party describes a State. Only own and reported count as a State''s own contribution.';
COMMENT ON COLUMN contribution.text_kind IS 'verbatim: the delivered text; digest: restated in our own words; note: taken down in the room.';
COMMENT ON COLUMN contribution.language IS 'ISO 639-1 code of the language of the text held.';
COMMENT ON COLUMN contribution.source_title IS 'Title of the source.';
COMMENT ON COLUMN contribution.source_url IS 'Address of the source.';
COMMENT ON COLUMN contribution.source_truncated IS 'Whether only the beginning of the source was seen.';
COMMENT ON COLUMN contribution.note IS 'A caveat the reader must see.';
COMMENT ON COLUMN contribution.status IS 'received, coded, published or withdrawn; only published contributions are counted and shown.';

CREATE TABLE alignment (
    contribution VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (contribution, state, since_revision)
);
COMMENT ON TABLE alignment IS 'States on whose behalf a collective statement was made; it is counted once as spoken and shown for each of them as aligned.';
COMMENT ON COLUMN alignment.contribution IS 'The collective statement.';
COMMENT ON COLUMN alignment.state IS 'A State aligned with it.';

CREATE TABLE passage (
    id VARCHAR NOT NULL,
    contribution VARCHAR NOT NULL,
    position INTEGER NOT NULL CHECK (position > 0),
    text VARCHAR NOT NULL,
    evidence VARCHAR,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (id, since_revision)
);
COMMENT ON TABLE passage IS 'A paragraph of a contribution: the unit that is coded and cited.';
COMMENT ON COLUMN passage.id IS 'Permanent id: the contribution''s id, a full stop, the position.';
COMMENT ON COLUMN passage.contribution IS 'The contribution.';
COMMENT ON COLUMN passage.position IS 'Its place in the contribution, from 1.';
COMMENT ON COLUMN passage.text IS 'The text held.';
COMMENT ON COLUMN passage.evidence IS 'Key words in the source.';

CREATE TABLE coding (
    passage VARCHAR NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    provision VARCHAR,
    assessment VARCHAR NOT NULL CHECK (assessment IN ('progress', 'challenge', 'practice', 'plan', 'request', 'offer')),
    coder VARCHAR NOT NULL,
    basis VARCHAR NOT NULL CHECK (basis IN ('hand', 'accepted', 'suggested')),
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (passage, position, since_revision)
);
COMMENT ON TABLE coding IS 'Passage, provision and assessment. A passage about no provision has one coding without a provision.';
COMMENT ON COLUMN coding.passage IS 'The passage.';
COMMENT ON COLUMN coding.position IS 'Order of the coding at its passage, from 1; 0 for the one without a provision.';
COMMENT ON COLUMN coding.provision IS 'The provision it is about.';
COMMENT ON COLUMN coding.assessment IS 'progress, challenge, practice, plan, request or offer.';
COMMENT ON COLUMN coding.coder IS 'Who coded it.';
COMMENT ON COLUMN coding.basis IS 'hand: by hand; accepted: accepted from a suggestion; suggested: not confirmed, and so not counted.';

CREATE TABLE passage_theme (
    passage VARCHAR NOT NULL,
    position INTEGER NOT NULL CHECK (position > 0),
    theme VARCHAR NOT NULL,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (passage, position, since_revision)
);
COMMENT ON TABLE passage_theme IS 'What a passage is about.';
COMMENT ON COLUMN passage_theme.passage IS 'The passage.';
COMMENT ON COLUMN passage_theme.position IS 'Order of the theme at its passage, from 1.';
COMMENT ON COLUMN passage_theme.theme IS 'The theme.';

INSERT INTO reference VALUES
    ('contribution', 'contributor_name', 'contributor_name', 'name', false),
    ('contribution', 'state', 'state', 'id', false),
    ('contribution', 'state', 'outside_state', 'id', false),
    ('contribution', 'about_state', 'state', 'id', false),
    ('contribution', 'about_state', 'outside_state', 'id', false),
    ('contribution', 'meeting', 'meeting', 'id', false),
    ('contribution', 'line', 'discussion_line', 'id', false),
    ('contribution', 'line_inferred', 'discussion_line', 'id', false),
    ('alignment', 'contribution', 'contribution', 'id', false),
    ('alignment', 'state', 'state', 'id', false),
    ('alignment', 'state', 'outside_state', 'id', false),
    ('passage', 'contribution', 'contribution', 'id', false),
    ('coding', 'passage', 'passage', 'id', false),
    ('coding', 'provision', 'provision', 'id', false),
    ('passage_theme', 'passage', 'passage', 'id', false),
    ('passage_theme', 'theme', 'theme', 'id', false);

-- Nothing is to be shown as said by a State that did not say it, nor to be missing from what it said.
INSERT INTO rule VALUES
    ('contribution', 'state', 'must be the State that the contributor''s name stands for',
     'this.voice <> ''monitoring'' AND EXISTS (
         FROM contributor_name AS n
         WHERE n.name = this.contributor_name
             AND n.contributor IN (SELECT id FROM state UNION ALL SELECT id FROM outside_state)
             AND coalesce(this.state <> n.contributor, this.voice IN (''own'', ''reported''))
     )'),
    ('contribution', 'state', 'must be empty: the contributor''s name stands for an organisation',
     'this.state IS NOT NULL AND EXISTS (
         FROM contributor_name AS n JOIN organisation AS o ON o.id = n.contributor WHERE n.name = this.contributor_name
     )');
