-- A row: one host from which published contributions come, most contributions first: how many contributions, from how many
-- documents (addresses), how many of them seen only in part (cut), and the voices in them.
-- host: without www.; the whole address where it names none.
SELECT coalesce(nullif(regexp_extract(source_url, '^https?://(?:www\.)?([^/:?#]+)', 1), ''), source_url) AS host,
    count(*) AS contributions, count(DISTINCT source_url) AS documents, count(*) FILTER (source_truncated) AS cut,
    string_agg(DISTINCT voice, ' ' ORDER BY voice) AS voices
FROM contribution
WHERE status = 'published'
GROUP BY host
ORDER BY contributions DESC, host;
