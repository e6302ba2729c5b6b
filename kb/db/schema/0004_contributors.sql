-- Who speaks: States, organisations, and the names by which sources call them.

CREATE TABLE state (
    id VARCHAR NOT NULL,
    iso_numeric VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    formal_name VARCHAR NOT NULL,
    regional_group VARCHAR NOT NULL CHECK (regional_group IN ('African Group', 'Asia-Pacific Group', 'Eastern European Group', 'Latin American and Caribbean Group', 'Western European and Others Group', 'none')),
    status_2012_04_16 VARCHAR NOT NULL CHECK (status_2012_04_16 IN ('party', 'ratified-not-yet-in-force', 'signatory', 'non-signatory')),
    signed_on DATE CHECK (signed_on <= deposited_on),
    deposited_on DATE,
    deposit_kind VARCHAR CHECK (deposit_kind IN ('ratification', 'accession', 'acceptance', 'approval')),
    in_force_on DATE CHECK (in_force_on > coalesce(deposited_on, signed_on)),
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
    id VARCHAR NOT NULL,
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

INSERT INTO reference VALUES
    ('contributor_name', 'contributor', 'state', 'id', false),
    ('contributor_name', 'contributor', 'outside_state', 'id', false),
    ('contributor_name', 'contributor', 'organisation', 'id', false);

INSERT INTO rule VALUES
    ('state', 'iso_numeric', 'must be three digits', 'NOT regexp_full_match(this.iso_numeric, ''[0-9]{3}'')'),
    ('state', 'status_2012_04_16', 'contradicts the dates',
     'this.status_2012_04_16 <> CASE
         WHEN this.withdrawn_on <= DATE ''2012-04-16'' THEN ''non-signatory''
         WHEN this.in_force_on <= DATE ''2012-04-16'' THEN ''party''
         WHEN this.deposited_on <= DATE ''2012-04-16'' THEN ''ratified-not-yet-in-force''
         WHEN this.signed_on <= DATE ''2012-04-16'' THEN ''signatory''
         ELSE ''non-signatory''
     END'),
    ('outside_state', 'id', 'is a State that joined the Convention', 'EXISTS (FROM state AS o WHERE o.id = this.id)');

INSERT INTO rule
SELECT table_name, 'id', 'must be three capital letters', 'NOT regexp_full_match(this.id, ''[A-Z]{3}'')'
FROM (VALUES ('state'), ('outside_state')) AS t (table_name);
