-- A row: one published passage, whatever the scope, with what it is matched and ranked by.
-- states: whose own words it is in; several for a collective statement.
-- codings: the provisions it is coded to; wholes: these and those they are a part of; each with its assessments.
-- No parameters.
SELECT p.passage, p.contributor, p.about_state, p.voice, p.codings, p.assessments, p.themes, p.last_date,
    coalesce(o.states, []) AS states, coalesce(w.wholes, []) AS wholes
FROM published_passage AS p
LEFT JOIN (
    SELECT contribution, list(state ORDER BY aligned, state) AS states
    FROM own_contribution WHERE status = 'published' GROUP BY contribution
) AS o ON o.contribution = p.contribution
LEFT JOIN (
    SELECT passage, list({'provision': provision, 'assessments': assessments}) AS wholes FROM whole_coding GROUP BY passage
) AS w ON w.passage = p.passage
ORDER BY p.passage;
