-- A row: one passage of the contribution that $passage is of, in order, with what must be known of the contribution;
-- judged: whether the coder has coded it.
-- Parameters: $passage, $coder. For those who work on the material.
SELECT p.id AS passage, p.position, p.text, c.id AS contribution, r.name AS contributor_label, c.state, c.about_state,
    c.meeting_label, c.line, c.language, c.status, c.voice, c.text_kind,
    list_sort(list_distinct(list_filter(
        [c.state, c.about_state] || coalesce((SELECT list(a.state) FROM alignment AS a WHERE a.contribution = c.id), []),
        lambda one: one IS NOT NULL
    ))) AS states,
    EXISTS (
        FROM judgement AS j WHERE j.passage = p.id AND j.basis <> 'contributor' AND j.coder = $coder
    ) AS judged
FROM passage AS p
JOIN dated_contribution AS c ON c.id = p.contribution AND c.status <> 'withdrawn'
JOIN contributor AS r ON r.id = c.contributor
WHERE p.contribution = (SELECT contribution FROM passage WHERE id = $passage)
ORDER BY p.position;
