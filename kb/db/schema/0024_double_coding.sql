-- How many passages are to be coded twice, by coders who do not see each other's judgement.

CREATE TABLE double_coding (
    id VARCHAR NOT NULL CHECK (id = 'all'),
    share INTEGER NOT NULL CHECK (share BETWEEN 0 AND 100),
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (id, since_revision)
);
COMMENT ON TABLE double_coding IS 'The share of passages that two coders code blind, so that their agreement can be measured.';
COMMENT ON COLUMN double_coding.id IS 'all: there is one share for all that waits.';
COMMENT ON COLUMN double_coding.share IS 'Of how many in a hundred passages nobody sees another''s judgement before the own one is kept.';
