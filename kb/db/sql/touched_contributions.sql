-- A row: one contribution of which the revisions after one and up to another changed something that its rows in
-- by_contribution.sql are made of. Read in all revisions; NEW is put in by kb/db/held.py: in them a record began or ended.
WITH
contributor_touched AS (
    SELECT id FROM state WHERE NEW UNION SELECT id FROM outside_state WHERE NEW UNION SELECT id FROM organisation WHERE NEW
),
passage_touched AS (
    SELECT id FROM passage WHERE NEW
    UNION SELECT passage FROM coding WHERE NEW
    UNION SELECT passage FROM passage_theme WHERE NEW
    UNION SELECT passage FROM nothing_to_tag WHERE NEW
    UNION SELECT passage FROM reply WHERE NEW
    UNION SELECT passage FROM reply WHERE id IN (SELECT reply FROM answer WHERE NEW)
    UNION SELECT passage FROM reply WHERE contributor IN (FROM contributor_touched)
),
-- On these everything rests.
whole AS (SELECT id FROM instrument WHERE NEW UNION SELECT id FROM provision WHERE NEW)
SELECT id AS contribution FROM contribution WHERE NEW
UNION SELECT contribution FROM alignment WHERE NEW
UNION SELECT contribution FROM passage WHERE id IN (FROM passage_touched)
UNION SELECT id FROM contribution WHERE meeting IN (SELECT id FROM meeting WHERE NEW)
UNION SELECT id FROM contribution WHERE contributor_name IN (
    SELECT name FROM contributor_name WHERE NEW OR contributor IN (FROM contributor_touched)
)
UNION SELECT id FROM contribution WHERE EXISTS (FROM whole);
