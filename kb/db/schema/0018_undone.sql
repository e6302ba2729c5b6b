-- Which revision another one undid is data of its own, and is not read out of a reason that a person wrote.

CREATE TABLE undone (
    revision INTEGER PRIMARY KEY REFERENCES revision (number),
    undoes INTEGER NOT NULL REFERENCES revision (number)
);
COMMENT ON TABLE undone IS 'The revisions that undid another one.';
COMMENT ON COLUMN undone.revision IS 'The revision that undid.';
COMMENT ON COLUMN undone.undoes IS 'The revision that it undid.';

-- Until now it stood in the reason alone, which began so.
INSERT INTO undone
SELECT r.number, u.number
FROM revision AS r
JOIN revision AS u ON starts_with(r.reason, 'Revision ' || u.number || ' was undone: ') AND u.number < r.number;
