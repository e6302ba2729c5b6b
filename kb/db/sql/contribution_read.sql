-- A row: one of the published contributions with these ids: all that must be shown of it beside its passages.
-- aligned: the States on whose behalf it was made. earlier, later: the contributor's published contributions beside it in time.
-- survivors, experts, disability_organisations: make-up of the contributor's delegation to the meeting, where held.
-- in_scope: whether it lies in the scope, whatever State the scope chooses.
-- Parameters: $scope, $contributions.
SELECT c.id AS contribution, r.name AS contributor_label, r.kind AS contributor_kind, c.contributor_name, c.state,
    c.about_state, c.voice, c.kind, c.text_kind, c.language, c.convention, c.meeting, c.meeting_name, c.meeting_label, c.date,
    c.first_date, c.last_date, c.line, c.line_inferred, c.source_title, c.source_url, c.source_truncated, c.note,
    beside.earlier, beside.later,
    (SELECT coalesce(list(state ORDER BY state), []) FROM alignment WHERE contribution = c.id) AS aligned,
    (SELECT string_agg(DISTINCT t.language, ' ' ORDER BY t.language) FROM translation AS t WHERE t.contribution = c.id)
        AS translations,
    said.d.survivors, said.d.experts, said.d.disability_organisations, said.d.source_url AS delegation_source,
    c.id IN (SELECT id FROM scope_contribution($scope)) AND is_chosen(($scope).voices, c.voice) AS in_scope
FROM dated_contribution AS c
JOIN contributor AS r ON r.id = c.contributor
JOIN (
    SELECT id, lag(id) OVER held AS earlier, lead(id) OVER held AS later
    FROM dated_contribution WHERE status = 'published'
    WINDOW held AS (PARTITION BY contributor ORDER BY first_date NULLS FIRST, last_date NULLS FIRST, id)
) AS beside ON beside.id = c.id
LEFT JOIN (
    -- Said with it, or else what a source says of the delegation.
    SELECT o.id AS read, arg_min(d, (d.contribution IS NULL, d.id)) AS d
    FROM delegation AS d
    JOIN dated_contribution AS o ON d.meeting = o.meeting AND d.contributor = o.contributor
        AND coalesce(d.contribution = o.id, d.source_url IS NOT NULL)
    GROUP BY o.id
) AS said ON said.read = c.id
WHERE list_contains($contributions, c.id) AND c.status = 'published';
