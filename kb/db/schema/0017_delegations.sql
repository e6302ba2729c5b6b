-- The make-up of a delegation belongs to the contribution it was said with, and is seen by whoever may see that one. Kept by
-- State and meeting, what was said in confidence became public with anything else the State handed in to that meeting.

CREATE TEMP TABLE delegation_before AS SELECT * FROM delegation;
DROP TABLE delegation;
CREATE TABLE delegation (
    id VARCHAR NOT NULL,
    meeting VARCHAR NOT NULL,
    contributor VARCHAR NOT NULL,
    contribution VARCHAR,
    survivors INTEGER CHECK (survivors >= 0),
    experts INTEGER CHECK (experts >= 0),
    disability_organisations INTEGER CHECK (disability_organisations >= 0),
    source_url VARCHAR,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (id, since_revision)
);
COMMENT ON TABLE delegation IS 'Make-up of a delegation under Action 31: counts only, never names.';
COMMENT ON COLUMN delegation.id IS 'Code: the contribution''s id where it was said with one.';
COMMENT ON COLUMN delegation.meeting IS 'The meeting.';
COMMENT ON COLUMN delegation.contributor IS 'The State or organisation.';
COMMENT ON COLUMN delegation.contribution IS 'The contribution it was said with; whoever may not see that one does not see these numbers. Without it and without a source the numbers are shown to those who work on the material only.';
COMMENT ON COLUMN delegation.survivors IS 'Number of survivors.';
COMMENT ON COLUMN delegation.experts IS 'Number of experts.';
COMMENT ON COLUMN delegation.disability_organisations IS 'Number of representatives of organisations of persons with disabilities.';
COMMENT ON COLUMN delegation.source_url IS 'Source; empty where the delegation itself said so when it handed in its contribution.';

INSERT INTO reference VALUES ('delegation', 'contribution', 'contribution', 'id', false);
INSERT INTO rule VALUES
    ('delegation', 'id', 'must be letters, digits, and . _ - after the first',
     'NOT regexp_full_match(this.id, ''[A-Za-z0-9][A-Za-z0-9._-]*'')'),
    ('delegation', 'contribution', 'must be of the same contributor and meeting',
     'NOT EXISTS (
         FROM contribution AS c JOIN contributor_name AS n ON n.name = c.contributor_name
         WHERE c.id = this.contribution AND c.meeting = this.meeting AND n.contributor = this.contributor
     ) AND this.contribution IS NOT NULL');

-- Numbers handed in came in the very revision that brought their contribution. Of numbers that an undo put back, or that were
-- loaded from data files, it is known only where the contributor handed in no more than one contribution to the meeting.
-- Of the others it is not known: they keep neither contribution nor source, and are withheld.
INSERT INTO delegation
WITH handed AS (
    SELECT DISTINCT c.id, c.meeting, n.contributor, s.since_revision, s.receipt
    FROM submission AS s
    JOIN contribution AS c ON c.id = s.contribution
    JOIN contributor_name AS n ON n.name = c.contributor_name
),
placed AS (
    SELECT d.*, CASE WHEN d.source_url IS NULL THEN coalesce(
        (SELECT min(h.id) FROM handed AS h
            WHERE h.meeting = d.meeting AND h.contributor = d.contributor
                AND h.since_revision = d.since_revision AND h.receipt = d.since_revision),
        (SELECT CASE WHEN count(DISTINCT h.id) = 1 THEN min(h.id) END FROM handed AS h
            WHERE h.meeting = d.meeting AND h.contributor = d.contributor)
    ) END AS contribution
    FROM delegation_before AS d
)
SELECT coalesce(contribution, concat(meeting, '-', contributor)) AS id, meeting, contributor, contribution, survivors,
    experts, disability_organisations, source_url, since_revision, until_revision
FROM placed;
DROP TABLE delegation_before;

-- The files have other columns now: the next load compares them with what is held.
DELETE FROM loaded_record WHERE table_name = 'delegation';

-- That a State may not see what another handed in holds for the same document too: only a contributor's own is refused here.
UPDATE rule SET reason = 'is the document of another contribution of this contributor', broken =
    'EXISTS (
         FROM submission AS o
         JOIN contribution AS c ON c.id = o.contribution AND c.status <> ''withdrawn''
         JOIN contribution AS own ON own.id = this.contribution AND own.status <> ''withdrawn''
             AND own.contributor_name = c.contributor_name
         WHERE o.sha256 = this.sha256 AND o.receipt < this.receipt
     )'
WHERE table_name = 'submission' AND column_name = 'sha256';
