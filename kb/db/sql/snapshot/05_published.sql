-- When a contribution was first published: the revision, and its day. What was published last is what is newest.
CREATE TABLE publication AS
    SELECT id AS contribution, min(since_revision) AS revision,
        (SELECT r.made_at::DATE FROM kb.revision AS r WHERE r.number = min(h.since_revision)) AS published_on
    FROM kb.contribution AS h
    WHERE status = 'published' AND id IN (SELECT id FROM contribution WHERE status = 'published')
    GROUP BY id;
