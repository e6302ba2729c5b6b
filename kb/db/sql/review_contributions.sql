-- A row: one contribution that asks for work, or was handed in. stage: received, coded, contested (published, with a reply
-- that contests a coding or proposes another and has no answer yet), published (handed in), withdrawn.
-- uncoded: passages without a coder's judgement, without a coding and not settled as having nothing to tag; differing: passages on which coders differ.
-- Needs a view of the staff's.
WITH
judged AS (
    SELECT j.passage, coalesce(k.codings, []) AS codings, coalesce(t.themes, []) AS themes
    FROM judgement AS j
    LEFT JOIN (
        SELECT passage, coder, list(DISTINCT concat_ws(' ', assessment, provision) ORDER BY concat_ws(' ', assessment, provision))
                AS codings
        FROM judged_coding GROUP BY passage, coder
    ) AS k ON k.passage = j.passage AND k.coder = j.coder
    LEFT JOIN (
        SELECT passage, coder, list(DISTINCT theme ORDER BY theme) AS themes FROM judged_theme GROUP BY passage, coder
    ) AS t ON t.passage = j.passage AND t.coder = j.coder
    WHERE j.basis <> 'contributor'
),
compared AS (
    SELECT passage, count(DISTINCT {'codings': codings, 'themes': themes}) > 1 AS differ FROM judged GROUP BY passage
),
counted AS (
    SELECT p.contribution, count(*) AS passages, count(*) FILTER (coalesce(m.differ, false)) AS differing,
        count(*) FILTER (
            m.passage IS NULL AND p.id NOT IN (SELECT passage FROM coding WHERE basis <> 'suggested')
            AND p.id NOT IN (SELECT passage FROM nothing_to_tag)
        ) AS uncoded,
        count(*) FILTER (
            p.id IN (
                SELECT r.passage FROM reply AS r
                WHERE r.kind IN ('contested', 'proposed') AND r.id NOT IN (SELECT reply FROM answer)
            )
        ) AS contested
    FROM passage AS p LEFT JOIN compared AS m ON m.passage = p.id GROUP BY p.contribution
)
SELECT c.id AS contribution, c.contributor, r.name AS contributor_label, c.meeting, c.meeting_label, c.date,
    CASE WHEN c.status = 'published' AND n.contested > 0 THEN 'contested' ELSE c.status END AS stage,
    s.received_at::DATE AS received_on, s.receipt,
    coalesce(n.passages, 0) AS passages, coalesce(n.uncoded, 0) AS uncoded, coalesce(n.differing, 0) AS differing,
    coalesce(n.contested, 0) AS contested
FROM dated_contribution AS c
JOIN contributor AS r ON r.id = c.contributor
LEFT JOIN submission AS s ON s.contribution = c.id
LEFT JOIN counted AS n ON n.contribution = c.id
WHERE c.status <> 'published' OR s.contribution IS NOT NULL OR n.contested > 0
ORDER BY s.receipt DESC NULLS LAST, c.id;
