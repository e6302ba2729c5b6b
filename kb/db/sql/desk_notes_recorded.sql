-- What was ever recorded of the notes of a desk. A row: a sentence as it was recorded, for whom, under which line, as which
-- revision. Reads every version, withdrawn or corrected since: what was recorded once is not recorded again.
-- Parameters: $pattern, which the ids of the desk's contributions match.
SELECT n.contributor, c.line, p.text, min(p.since_revision) AS revision
FROM kb.passage AS p
JOIN kb.contribution AS c ON c.id = p.contribution
JOIN contributor_name AS n ON n.name = c.contributor_name
WHERE c.text_kind = 'note' AND regexp_full_match(c.id, $pattern)
GROUP BY n.contributor, c.line, p.text;
