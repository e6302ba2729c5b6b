-- What was handed in for a meeting and not withdrawn. A row: one contribution, with the State that speaks in it, if one does.
-- What somebody reports or describes was not handed in by the State, nor a collective statement by those aligned with it;
-- notes were not either, and those of a session are in its own log. provisions: those that its passages are coded to, and
-- those these are a part of. What is not published is there only for those who work on it: only they may see how it was
-- handed in, or its passages.
-- Parameters: meeting.
WITH
handed_in AS MATERIALIZED (
    SELECT * FROM dated_contribution
    WHERE meeting = $meeting AND status <> 'withdrawn'
        AND text_kind <> 'note' AND (voice = 'own' OR (voice = 'background' AND state IS NULL))
)
SELECT c.state, c.contributor, r.name AS contributor_label, c.id AS contribution, c.counted_line AS line, c.status,
    c.source_title, coalesce(k.provisions, []) AS provisions
FROM handed_in AS c
JOIN contributor AS r ON r.id = c.contributor
LEFT JOIN (
    SELECT contribution, list(DISTINCT provision) AS provisions
    FROM whole_coding WHERE contribution IN (SELECT id FROM handed_in) GROUP BY contribution
) AS k ON k.contribution = c.id
WHERE c.status = 'published' OR c.id IN (SELECT contribution FROM submission) OR c.id IN (SELECT contribution FROM passage)
ORDER BY c.first_date, c.id;
