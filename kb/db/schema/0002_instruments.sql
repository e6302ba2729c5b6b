-- What is to be done: the instruments, their provisions and the wording held.

CREATE TABLE instrument (
    id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    short_name VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    note VARCHAR,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (id, since_revision)
);
COMMENT ON TABLE instrument IS 'A text that lays down what is to be done: the Convention, the Vientiane Action Plan.';
COMMENT ON COLUMN instrument.id IS 'Code, as in the ids of its provisions: CCM, VAP.';
COMMENT ON COLUMN instrument.name IS 'Full name.';
COMMENT ON COLUMN instrument.short_name IS 'Name in running text.';
COMMENT ON COLUMN instrument.unit IS 'What a provision of it is called: Action, Article.';
COMMENT ON COLUMN instrument.note IS 'What a reader must know about the text held.';

CREATE TABLE provision (
    id VARCHAR NOT NULL,
    instrument VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    number VARCHAR NOT NULL,
    parent VARCHAR,
    chapter VARCHAR NOT NULL,
    chapter_basis VARCHAR CHECK (chapter_basis IN ('source', 'unverified')),
    paragraph VARCHAR,
    addressee VARCHAR,
    addressed_to VARCHAR CHECK (addressed_to IN ('affected', 'all')),
    addressed_to_basis VARCHAR CHECK (addressed_to_basis IN ('source', 'unverified')),
    short_title VARCHAR,
    summary VARCHAR,
    deadline VARCHAR,
    deadline_months INTEGER CHECK (deadline_months > 0),
    text_status VARCHAR NOT NULL CHECK (text_status IN ('restated', 'unverified', 'missing')),
    in_matrix BOOLEAN NOT NULL,
    related VARCHAR,
    related_basis VARCHAR,
    source VARCHAR,
    note VARCHAR,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (id, since_revision)
);
COMMENT ON TABLE provision IS 'One action of a plan, or one article, paragraph, point or separate duty of the Convention.';
COMMENT ON COLUMN provision.id IS 'Permanent id, such as VAP-23 or CCM-5.2.g.';
COMMENT ON COLUMN provision.instrument IS 'The instrument it belongs to.';
COMMENT ON COLUMN provision.position IS 'Its place in the instrument, for sorting.';
COMMENT ON COLUMN provision.number IS 'Number as a reader writes it: 23, 5.2(g). Words in brackets after 5.1 name a separate duty inside that paragraph; the split is ours.';
COMMENT ON COLUMN provision.parent IS 'The provision it is a part of; a passage on the part is also on the whole.';
COMMENT ON COLUMN provision.chapter IS 'Chapter of the plan, or article of the Convention.';
COMMENT ON COLUMN provision.chapter_basis IS 'Whether the chapter was read in a source.';
COMMENT ON COLUMN provision.paragraph IS 'Paragraph of the plan under which the action stands.';
COMMENT ON COLUMN provision.addressee IS 'To whom it is addressed, in the words of the source.';
COMMENT ON COLUMN provision.addressed_to IS 'affected: States Parties with cluster munition victims; all: every State Party; empty: not established.';
COMMENT ON COLUMN provision.addressed_to_basis IS 'Whether the addressee was read in a source.';
COMMENT ON COLUMN provision.short_title IS 'Our short title.';
COMMENT ON COLUMN provision.summary IS 'What it asks for, restated in our own words; never the official wording.';
COMMENT ON COLUMN provision.deadline IS 'The deadline, restated.';
COMMENT ON COLUMN provision.deadline_months IS 'For a deadline that runs from entry into force for the State: months after it.';
COMMENT ON COLUMN provision.text_status IS 'restated: own words, read in a source; unverified: own words from general knowledge, number and content still to be checked; missing: nothing established. Shown as official once an official text is loaded.';
COMMENT ON COLUMN provision.in_matrix IS 'Whether the coverage matrix on the screen shows it (Actions 20 to 32 and 35; Article 5 with its parts, but not 5.2 as a whole: its points are counted each on its own).';
COMMENT ON COLUMN provision.related IS 'Provisions of other instruments on the same subject; editorial matching.';
COMMENT ON COLUMN provision.related_basis IS 'Where the matching comes from.';
COMMENT ON COLUMN provision.source IS 'Where it was read.';
COMMENT ON COLUMN provision.note IS 'A caveat the reader must see.';

CREATE TABLE official_text (
    provision VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL CHECK (length(sha256) = 64),
    loaded_on DATE NOT NULL,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (provision, since_revision)
);
COMMENT ON TABLE official_text IS 'The official wording of a provision, loaded from the user''s own copy of the instrument.';
COMMENT ON COLUMN official_text.provision IS 'The provision.';
COMMENT ON COLUMN official_text.text IS 'The official wording.';
COMMENT ON COLUMN official_text.file_name IS 'Name of the file it was read from.';
COMMENT ON COLUMN official_text.sha256 IS 'SHA-256 of that file.';
COMMENT ON COLUMN official_text.loaded_on IS 'Day it was loaded.';

CREATE TABLE counterpart (
    id VARCHAR NOT NULL,
    action VARCHAR,
    action_basis VARCHAR NOT NULL,
    provision VARCHAR,
    crpd_article VARCHAR,
    crpd_title VARCHAR,
    relation VARCHAR,
    basis VARCHAR NOT NULL,
    vap_source_url VARCHAR,
    ccm_source_url VARCHAR,
    crpd_source_url VARCHAR,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (id, since_revision)
);
COMMENT ON TABLE counterpart IS 'Action, Article 5 provision and article of the disability convention (CRPD) on the same subject. The matching is editorial.';
COMMENT ON COLUMN counterpart.id IS 'Id of the row.';
COMMENT ON COLUMN counterpart.action IS 'Action of the plan; empty where the Convention''s provision has none.';
COMMENT ON COLUMN counterpart.action_basis IS 'How the action is known.';
COMMENT ON COLUMN counterpart.provision IS 'Provision of the Convention.';
COMMENT ON COLUMN counterpart.crpd_article IS 'Article of the disability convention.';
COMMENT ON COLUMN counterpart.crpd_title IS 'Title of that article.';
COMMENT ON COLUMN counterpart.relation IS 'What they have in common.';
COMMENT ON COLUMN counterpart.basis IS 'What was read, and that the matching is ours.';
COMMENT ON COLUMN counterpart.vap_source_url IS 'Source of the action.';
COMMENT ON COLUMN counterpart.ccm_source_url IS 'Source of the Convention''s text.';
COMMENT ON COLUMN counterpart.crpd_source_url IS 'Source of the disability convention''s text.';

INSERT INTO reference VALUES
    ('provision', 'instrument', 'instrument', 'id', false),
    ('provision', 'parent', 'provision', 'id', false),
    ('provision', 'related', 'provision', 'id', true),
    ('official_text', 'provision', 'provision', 'id', false),
    ('counterpart', 'action', 'provision', 'id', false),
    ('counterpart', 'provision', 'provision', 'id', false);

INSERT INTO rule VALUES
    ('provision', 'position', 'is the position of another provision',
     'EXISTS (FROM provision AS o WHERE o.position = this.position AND o.id < this.id)'),
    ('provision', 'parent', 'belongs to another instrument',
     'EXISTS (FROM provision AS o WHERE o.id = this.parent AND o.instrument <> this.instrument)'),
    ('provision', 'parent', 'would make the provision a part of itself',
     'this.id IN (
         WITH RECURSIVE above (id, parent) AS (
             SELECT id, parent FROM provision WHERE parent IS NOT NULL
             UNION
             SELECT above.id, o.parent FROM above JOIN provision AS o ON o.id = above.parent WHERE o.parent IS NOT NULL
         )
         SELECT id FROM above WHERE id = parent
     )');
