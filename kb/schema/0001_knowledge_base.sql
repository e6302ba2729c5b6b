-- The knowledge base. Every fact carries the revision that brought it (since_revision) and the one that superseded it
-- (until_revision, empty while it holds): rows are superseded, never overwritten, so any figure can be shown as of a revision.
-- A record's key is declared with since_revision; `reference` declares what points where, because a foreign key cannot
-- point at a record that has several versions. The store checks both before it commits.

CREATE TABLE schema_version (
    number INTEGER PRIMARY KEY,
    name VARCHAR NOT NULL
);
COMMENT ON TABLE schema_version IS 'The numbered schema files this database was made with.';
COMMENT ON COLUMN schema_version.number IS 'Number of the schema file.';
COMMENT ON COLUMN schema_version.name IS 'Name of the schema file.';

CREATE TABLE revision (
    number INTEGER PRIMARY KEY CHECK (number > 0),
    made_at TIMESTAMP NOT NULL,
    person VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    data_fingerprint VARCHAR
);
COMMENT ON TABLE revision IS 'Every change of the knowledge base, numbered without gaps.';
COMMENT ON COLUMN revision.number IS 'Number of the revision, from 1.';
COMMENT ON COLUMN revision.made_at IS 'When it was made, in UTC.';
COMMENT ON COLUMN revision.person IS 'Who made it.';
COMMENT ON COLUMN revision.role IS 'In which role.';
COMMENT ON COLUMN revision.reason IS 'Why, in a sentence.';
COMMENT ON COLUMN revision.data_fingerprint IS 'For a load of the data files: the SHA-256 of their contents.';

CREATE TABLE loaded_record (
    table_name VARCHAR NOT NULL,
    key VARCHAR NOT NULL,
    digest VARCHAR NOT NULL
);
COMMENT ON TABLE loaded_record IS 'What the data files held when they were last loaded, so that the next load can tell a change in the files from a change made here.';
COMMENT ON COLUMN loaded_record.table_name IS 'Table of the record.';
COMMENT ON COLUMN loaded_record.key IS 'Its key, as a JSON list.';
COMMENT ON COLUMN loaded_record.digest IS 'MD5 of its values.';

CREATE TABLE reference (
    from_table VARCHAR NOT NULL,
    from_column VARCHAR NOT NULL,
    to_table VARCHAR NOT NULL,
    to_column VARCHAR NOT NULL,
    list BOOLEAN NOT NULL,
    PRIMARY KEY (from_table, from_column, to_table)
);
COMMENT ON TABLE reference IS 'Which column names a record of which table. A column with several targets may name a record of any of them.';
COMMENT ON COLUMN reference.from_table IS 'Table that refers.';
COMMENT ON COLUMN reference.from_column IS 'Column that refers.';
COMMENT ON COLUMN reference.to_table IS 'Table referred to.';
COMMENT ON COLUMN reference.to_column IS 'Column referred to.';
COMMENT ON COLUMN reference.list IS 'Whether the column holds several ids, separated by spaces.';

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

CREATE TABLE state (
    id VARCHAR NOT NULL CHECK (length(id) = 3),
    iso_numeric VARCHAR NOT NULL CHECK (length(iso_numeric) = 3),
    name VARCHAR NOT NULL,
    formal_name VARCHAR NOT NULL,
    regional_group VARCHAR NOT NULL CHECK (regional_group IN ('African Group', 'Asia-Pacific Group', 'Eastern European Group', 'Latin American and Caribbean Group', 'Western European and Others Group', 'none')),
    status_2012_04_16 VARCHAR NOT NULL CHECK (status_2012_04_16 IN ('party', 'ratified-not-yet-in-force', 'signatory', 'non-signatory')),
    signed_on DATE,
    deposited_on DATE,
    deposit_kind VARCHAR CHECK (deposit_kind IN ('ratification', 'accession', 'acceptance', 'approval')),
    in_force_on DATE CHECK (in_force_on > deposited_on),
    withdrawn_on DATE CHECK (withdrawn_on > in_force_on),
    affected VARCHAR NOT NULL CHECK (affected IN ('yes', 'no', 'unknown')),
    affected_source VARCHAR,
    name_in_untc VARCHAR,
    name_2012 VARCHAR,
    source_url VARCHAR NOT NULL,
    note VARCHAR,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (id, since_revision)
);
COMMENT ON TABLE state IS 'Every State that signed, ratified or acceded to the Convention.';
COMMENT ON COLUMN state.id IS 'ISO 3166 alpha-3 code.';
COMMENT ON COLUMN state.iso_numeric IS 'ISO 3166 numeric code.';
COMMENT ON COLUMN state.name IS 'Short name in the United Nations'' usage.';
COMMENT ON COLUMN state.formal_name IS 'Formal name in the United Nations'' usage.';
COMMENT ON COLUMN state.regional_group IS 'UN regional group; none for a State outside the groups.';
COMMENT ON COLUMN state.status_2012_04_16 IS 'Status on 16 April 2012 as recorded with the source; the status shown is computed from the dates.';
COMMENT ON COLUMN state.signed_on IS 'Day of signature.';
COMMENT ON COLUMN state.deposited_on IS 'Day its instrument was deposited.';
COMMENT ON COLUMN state.deposit_kind IS 'Kind of instrument deposited.';
COMMENT ON COLUMN state.in_force_on IS 'Day the Convention entered into force for it.';
COMMENT ON COLUMN state.withdrawn_on IS 'Day its withdrawal took effect.';
COMMENT ON COLUMN state.affected IS 'Whether it has cluster munition victims: yes; no, which means not named in the source; unknown.';
COMMENT ON COLUMN state.affected_source IS 'Source of that.';
COMMENT ON COLUMN state.name_in_untc IS 'Name in the depositary''s list.';
COMMENT ON COLUMN state.name_2012 IS 'Name in use in 2012.';
COMMENT ON COLUMN state.source_url IS 'Sources of the treaty dates, separated by " | ".';
COMMENT ON COLUMN state.note IS 'A caveat the reader must see.';

CREATE TABLE outside_state (
    id VARCHAR NOT NULL CHECK (length(id) = 3),
    name VARCHAR NOT NULL,
    source_url VARCHAR,
    note VARCHAR,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (id, since_revision)
);
COMMENT ON TABLE outside_state IS 'States that never joined the Convention but were seen at its meetings, spoke elsewhere or are described by others.';
COMMENT ON COLUMN outside_state.id IS 'ISO 3166 alpha-3 code.';
COMMENT ON COLUMN outside_state.name IS 'Short name in the United Nations'' usage.';
COMMENT ON COLUMN outside_state.source_url IS 'Where it was seen.';
COMMENT ON COLUMN outside_state.note IS 'A caveat the reader must see.';

CREATE TABLE organisation (
    id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('group', 'un', 'icrc', 'ngo', 'panelist', 'expert')),
    note VARCHAR,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (id, since_revision)
);
COMMENT ON TABLE organisation IS 'Contributors that are not a single State.';
COMMENT ON COLUMN organisation.id IS 'Code.';
COMMENT ON COLUMN organisation.name IS 'Name.';
COMMENT ON COLUMN organisation.kind IS 'group: several States, or a meeting of them; un: UN body; icrc: International Committee of the Red Cross; ngo: non-governmental organisation; panelist: invited to the panel, the source says no more; expert: individual expert.';
COMMENT ON COLUMN organisation.note IS 'A caveat the reader must see.';

CREATE TABLE contributor_name (
    name VARCHAR NOT NULL,
    contributor VARCHAR NOT NULL,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (name, since_revision)
);
COMMENT ON TABLE contributor_name IS 'How sources write a contributor''s name, and who that is.';
COMMENT ON COLUMN contributor_name.name IS 'The name as a source writes it.';
COMMENT ON COLUMN contributor_name.contributor IS 'The State or organisation.';

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
    state VARCHAR,
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

CREATE TABLE contribution (
    id VARCHAR NOT NULL,
    contributor_name VARCHAR NOT NULL,
    contributor_type VARCHAR NOT NULL CHECK (contributor_type IN ('state', 'group', 'un', 'icrc', 'ngo', 'panelist', 'expert')),
    state VARCHAR,
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
    ('provision', 'instrument', 'instrument', 'id', false),
    ('provision', 'parent', 'provision', 'id', false),
    ('provision', 'related', 'provision', 'id', true),
    ('official_text', 'provision', 'provision', 'id', false),
    ('counterpart', 'action', 'provision', 'id', false),
    ('counterpart', 'provision', 'provision', 'id', false),
    ('theme', 'discussion_line', 'discussion_line', 'id', false),
    ('contributor_name', 'contributor', 'state', 'id', false),
    ('contributor_name', 'contributor', 'outside_state', 'id', false),
    ('contributor_name', 'contributor', 'organisation', 'id', false),
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
    ('appearance', 'meeting', 'meeting', 'id', false),
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
    ('passage_theme', 'theme', 'theme', 'id', false),
    ('mechanism', 'state', 'state', 'id', false),
    ('mechanism', 'state', 'outside_state', 'id', false),
    ('mechanism', 'passage', 'passage', 'id', false),
    ('delegation', 'meeting', 'meeting', 'id', false),
    ('delegation', 'contributor', 'state', 'id', false),
    ('delegation', 'contributor', 'outside_state', 'id', false),
    ('delegation', 'contributor', 'organisation', 'id', false);
