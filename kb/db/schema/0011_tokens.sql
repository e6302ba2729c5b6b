-- Tokens with which a person's own programs ask the HTTP API. They are personal data, as people are: in the database and its
-- backups, in no data file and in no revision.

CREATE TABLE access_token (
    id VARCHAR PRIMARY KEY,
    person VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL CHECK (length(sha256) = 64),
    made_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL CHECK (expires_at > made_at),
    revoked_at TIMESTAMP
);
COMMENT ON TABLE access_token IS 'Tokens with which a person''s own programs see what the person may see. The token itself is kept nowhere.';
COMMENT ON COLUMN access_token.id IS 'A code that tells it from others; nobody gets in with it.';
COMMENT ON COLUMN access_token.person IS 'Whose it is.';
COMMENT ON COLUMN access_token.label IS 'What it is for, in the person''s words.';
COMMENT ON COLUMN access_token.sha256 IS 'SHA-256 of the token.';
COMMENT ON COLUMN access_token.made_at IS 'When it was made, in UTC.';
COMMENT ON COLUMN access_token.expires_at IS 'From when on it has no effect, in UTC.';
COMMENT ON COLUMN access_token.revoked_at IS 'When its person took it back, in UTC; from then on it has no effect.';
