-- A row: one passage, or a contribution without any, with the States it is of, about or for, and the provisions it is on.
SELECT c.id AS contribution, p.id AS passage, c.status,
    list_distinct(list_concat(list_value(c.state, c.about_state), coalesce(a.states, []))) AS states,
    coalesce(k.provisions, []) AS provisions
FROM contribution AS c
LEFT JOIN passage AS p ON p.contribution = c.id
LEFT JOIN (SELECT contribution, list(state) AS states FROM alignment GROUP BY contribution) AS a
    ON a.contribution = c.id
LEFT JOIN (
    SELECT passage, list(DISTINCT provision) AS provisions FROM coding WHERE provision IS NOT NULL GROUP BY passage
) AS k ON k.passage = p.id
ORDER BY c.id, p.position;
