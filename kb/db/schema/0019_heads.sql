-- One or two words for a provision, for the heads of columns in pictures.

-- The digests of what was loaded cover every column of a table: those of provisions are made anew, so that the next load
-- still tells a change in the files from a change made here.
CREATE TABLE record_before AS
    SELECT CAST(to_json([id]) AS VARCHAR) AS key, since_revision,
        md5(CAST(to_json([id, instrument, CAST(position AS VARCHAR), number, parent, chapter, chapter_basis, paragraph,
            addressee, addressed_to, addressed_to_basis, short_title, summary, deadline, CAST(deadline_months AS VARCHAR),
            text_status, CAST(in_matrix AS VARCHAR), related, related_basis, source, note]) AS VARCHAR)) AS digest
    FROM provision;

ALTER TABLE provision ADD COLUMN head VARCHAR;
COMMENT ON COLUMN provision.head IS 'Our one or two words for it, for the heads of columns in pictures.';

UPDATE loaded_record AS l SET digest = a.digest
FROM record_before AS b
JOIN (
    SELECT CAST(to_json([id]) AS VARCHAR) AS key, since_revision,
        md5(CAST(to_json([id, instrument, CAST(position AS VARCHAR), number, parent, chapter, chapter_basis, paragraph,
            addressee, addressed_to, addressed_to_basis, short_title, summary, deadline, CAST(deadline_months AS VARCHAR),
            text_status, CAST(in_matrix AS VARCHAR), related, related_basis, source, note, head]) AS VARCHAR)) AS digest
    FROM provision
) AS a USING (key, since_revision)
WHERE l.table_name = 'provision' AND l.key = b.key AND l.digest = b.digest;
DROP TABLE record_before;
