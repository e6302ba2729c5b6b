-- One row: how much of what is held is limited in which way. Contributions and passages: published ones only.
-- line_named, line_inferred: the source names a discussion line, or only we infer one; undated: without a date, of
-- which without_day: nor a meeting that would give one;
-- cut: only the beginning of the source was seen; digests: in our own words; in_programme: times a programme lists somebody to
-- speak, of which text_seen, where the statement's own text was at least partly seen, and reported, where somebody reports it.
-- dates_from_contributions: meetings whose days are only those of the contributions held.
SELECT count(*) AS contributions,
    (SELECT count(*) FROM published_passage WHERE substance) AS passages,
    count(*) FILTER (c.line IS NOT NULL) AS line_named,
    count(*) FILTER (c.line IS NULL AND c.line_inferred IS NOT NULL) AS line_inferred,
    count(*) FILTER (c.date IS NULL) AS undated,
    count(*) FILTER (c.first_date IS NULL) AS without_day,
    count(*) FILTER (c.source_truncated) AS cut,
    count(*) FILTER (c.text_kind = 'digest') AS digests,
    (SELECT count(*) FROM speaking_slot) AS in_programme,
    (SELECT count(*) FROM speaking_slot WHERE statement_text_found = 'primary') AS text_seen,
    (SELECT count(*) FROM speaking_slot WHERE statement_text_found = 'report') AS reported,
    (SELECT count(*) FROM meeting) AS meetings,
    (SELECT count(*) FROM meeting WHERE dates_basis LIKE '%meeting''s own dates are not in the sources') AS dates_from_contributions,
    (SELECT count(*) FROM state WHERE affected = 'yes') AS affected,
    (SELECT count(*) FROM state WHERE affected = 'unknown') AS affected_unknown
FROM dated_contribution AS c
WHERE c.status = 'published';
