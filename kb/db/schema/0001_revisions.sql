-- The knowledge base. Every fact carries the revision that brought it (since_revision) and the one that superseded it
-- (until_revision, empty while it holds): rows are superseded, never overwritten, so any figure can be shown as of a revision.
-- A record's key is declared with since_revision; `reference` declares what points where, because a foreign key cannot
-- point at a record that has several versions; `rule` declares what else records must not be. They are held twice: when
-- data files are checked, and by the store before it commits.

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

CREATE TABLE rule (
    table_name VARCHAR NOT NULL,
    column_name VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    broken VARCHAR NOT NULL,
    PRIMARY KEY (table_name, column_name, reason)
);
COMMENT ON TABLE rule IS 'What a record must not be, where that takes more than a look at one value: other records, or a pattern.';
COMMENT ON COLUMN rule.table_name IS 'Table of the record.';
COMMENT ON COLUMN rule.column_name IS 'Column whose value is reported.';
COMMENT ON COLUMN rule.reason IS 'What is said of the value when the rule is broken.';
COMMENT ON COLUMN rule.broken IS 'When it is broken: DuckDB SQL on the record, called this, and on the records in force of any table.';
