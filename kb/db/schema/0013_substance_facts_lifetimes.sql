-- A passage in which the source only names the State, a plain fact, and the time in which an instrument holds.

-- The digests of what was loaded cover every column of a table: those of the two tables that get new columns are made anew,
-- so that the next load still tells a change in the files from a change made here.
CREATE TABLE record_before AS
    SELECT 'instrument' AS table_name, CAST(to_json([id]) AS VARCHAR) AS key, since_revision,
        md5(CAST(to_json([id, name, short_name, unit, note]) AS VARCHAR)) AS digest
    FROM instrument
    UNION ALL
    SELECT 'passage', CAST(to_json([id]) AS VARCHAR), since_revision,
        md5(CAST(to_json([id, contribution, CAST(position AS VARCHAR), text, evidence]) AS VARCHAR))
    FROM passage;

ALTER TABLE instrument ADD COLUMN valid_from VARCHAR;
ALTER TABLE instrument ADD COLUMN valid_to VARCHAR;
COMMENT ON COLUMN instrument.valid_from IS 'From when it holds: a date, a month or a year. Where no meeting is chosen, those before it are left out.';
COMMENT ON COLUMN instrument.valid_to IS 'Until when, likewise; empty while it holds.';

-- DuckDB adds no column that must be filled: the table is made anew.
CREATE TABLE passage_before AS FROM passage;
DROP TABLE passage;
CREATE TABLE passage (
    id VARCHAR NOT NULL,
    contribution VARCHAR NOT NULL,
    position INTEGER NOT NULL CHECK (position > 0),
    text VARCHAR NOT NULL,
    evidence VARCHAR,
    substance BOOLEAN NOT NULL,
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
COMMENT ON COLUMN passage.substance IS 'Whether the source gives anything of what was said. Where it only names the State the passage is an appearance: nothing in it counts as heard, as reported or as a practice.';
INSERT INTO passage
SELECT id, contribution, position, text, evidence, true, since_revision, until_revision FROM passage_before;
DROP TABLE passage_before;

UPDATE loaded_record AS l SET digest = a.digest
FROM record_before AS b
JOIN (
    SELECT 'instrument' AS table_name, CAST(to_json([id]) AS VARCHAR) AS key, since_revision,
        md5(CAST(to_json([id, name, short_name, unit, note, valid_from, valid_to]) AS VARCHAR)) AS digest
    FROM instrument
    UNION ALL
    SELECT 'passage', CAST(to_json([id]) AS VARCHAR), since_revision,
        md5(CAST(to_json(
            [id, contribution, CAST(position AS VARCHAR), text, evidence, CAST(substance AS VARCHAR)]
        ) AS VARCHAR))
    FROM passage
) AS a USING (table_name, key, since_revision)
WHERE l.table_name = b.table_name AND l.key = b.key AND l.digest = b.digest;
DROP TABLE record_before;

-- A fact that the passage states, and that it does not assess.
ALTER TABLE coding ALTER COLUMN assessment DROP NOT NULL;
ALTER TABLE judged_coding ALTER COLUMN assessment DROP NOT NULL;
COMMENT ON TABLE coding IS 'Passage, provision and assessment. A passage about no provision has one coding without a provision; a plain fact has no assessment.';
COMMENT ON COLUMN coding.assessment IS 'progress, challenge, practice, plan, request or offer; empty for a plain fact.';
COMMENT ON TABLE judged_coding IS 'A provision and an assessment, or a plain fact, in a judgement.';
COMMENT ON COLUMN judged_coding.assessment IS 'progress, challenge, practice, plan, request or offer; empty for a plain fact.';
COMMENT ON COLUMN reply.assessment IS 'The assessment it proposes; empty for a plain fact.';
UPDATE rule SET reason = 'is only there if another coding is proposed',
    broken = 'this.assessment IS NOT NULL AND this.kind <> ''proposed'''
WHERE table_name = 'reply' AND column_name = 'assessment';

INSERT INTO rule
SELECT 'instrument', column_name, 'must be a date, a month or a year: 2012-04-16, 2012-04 or 2012',
    'this.' || column_name || ' IS NOT NULL
     AND CAST(TRY_CAST(left(this.' || column_name || ' || ''-01-01'', 10) AS DATE) AS VARCHAR)
         IS DISTINCT FROM left(this.' || column_name || ' || ''-01-01'', 10)
     OR length(this.' || column_name || ') NOT IN (4, 7, 10)'
FROM (VALUES ('valid_from'), ('valid_to')) AS t (column_name);
INSERT INTO rule VALUES
    ('instrument', 'valid_to', 'must not be before the time from which it holds',
     'this.valid_to[:least(length(this.valid_from), length(this.valid_to))]
         < this.valid_from[:least(length(this.valid_from), length(this.valid_to))]');

COMMENT ON COLUMN provision.in_matrix IS 'Whether the coverage matrix on the screen shows it (Actions 20 to 32 and 35; Article 5 with its parts, but not 5.2 as a whole: its points stand for it).';
