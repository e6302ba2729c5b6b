-- What was handed in for a meeting, or noted there, and not withdrawn. A row: one contribution, with the State that speaks in
-- it, if one does. What somebody reports or describes was not handed in by the State, nor a collective statement by those
-- aligned with it; a note may be in either voice. provisions: those that its passages are coded to, and those these are a part of.
-- What is not published is there only for those who work on it: only they may see how it was handed in, or its passages.
-- Parameters: meeting, day (of notes, where their day is known).
SELECT own.state, c.contributor, r.name AS contributor_label, c.id AS contribution, c.counted_line AS line, c.status, c.text_kind = 'note' AS is_note,
    c.source_title, coalesce(k.provisions, []) AS provisions
FROM dated_contribution AS c
JOIN contributor AS r ON r.id = c.contributor
LEFT JOIN own_contribution AS own ON own.contribution = c.id AND NOT own.aligned
LEFT JOIN (SELECT contribution, list(DISTINCT provision) AS provisions FROM whole_coding GROUP BY contribution) AS k
    ON k.contribution = c.id
WHERE c.meeting = $meeting AND c.status <> 'withdrawn'
    AND CASE
        WHEN c.text_kind = 'note' THEN c.voice IN ('own', 'reported') AND $day BETWEEN c.first_date AND c.last_date
        ELSE c.voice = 'own' OR (c.voice = 'background' AND c.state IS NULL)
    END
    AND (
        c.status = 'published' OR c.id IN (SELECT contribution FROM submission)
        OR c.id IN (SELECT contribution FROM passage)
    )
ORDER BY c.first_date, c.id;
