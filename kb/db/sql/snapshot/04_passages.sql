-- Published passages with all that must be shown beside them. A row: one passage.
-- codings and themes are lists in the order in which they were made; suggested codings are not among them. A plain fact is a
-- coding without an assessment. A passage without substance only shows that the State appeared: it has none of them.
-- repliers: who may reply to how it is coded, as replies_passages.sql says.
CREATE TABLE published_passage AS
    SELECT p.id AS passage, p.position, p.text, p.evidence, p.substance, c.id AS contribution, c.contributor_name, c.contributor,
        r.name AS contributor_label, r.kind AS contributor_kind, c.state, c.about_state, c.voice, c.kind, c.text_kind,
        c.language, c.convention, c.meeting, c.in_life_of, c.meeting_short_name, c.meeting_label, c.date, c.first_date, c.last_date,
        c.line, c.line_inferred, c.counted_line, c.source_title, c.source_url, c.source_truncated, c.note,
        coalesce(k.codings, []) AS codings, coalesce(k.assessments, []) AS assessments, coalesce(t.themes, []) AS themes,
        p.id IN (SELECT passage FROM nothing_to_tag) AS nothing_to_tag,
        coalesce(y.replies, []) AS replies,
        list_distinct(
            [c.contributor, c.state, c.about_state]
            || (SELECT coalesce(list(a.state), []) FROM alignment AS a WHERE a.contribution = c.id)
        ) AS repliers
    FROM passage AS p
    JOIN dated_contribution AS c ON c.id = p.contribution AND c.status = 'published'
    JOIN contributor AS r ON r.id = c.contributor
    LEFT JOIN (
        SELECT passage, list({'provision': provision, 'assessment': assessment} ORDER BY position)
                FILTER (provision IS NOT NULL) AS codings,
            list(DISTINCT assessment ORDER BY assessment) FILTER (assessment IS NOT NULL) AS assessments
        FROM counted_coding GROUP BY passage
    ) AS k ON k.passage = p.id
    LEFT JOIN (SELECT passage, list(theme ORDER BY position) AS themes FROM passage_theme GROUP BY passage) AS t
        ON t.passage = p.id AND p.substance
    -- What States and organisations replied to its coding, in order, each with the Coordinators' answer if there is one.
    LEFT JOIN (
        SELECT y.passage, list(
                {
                    'replier': o.name, 'is_state': o.kind = 'state', 'kind': y.kind, 'reason': y.reason,
                    'provision': y.provision, 'assessment': y.assessment, 'decision': a.decision, 'answer': a.text
                }
                ORDER BY regexp_extract(y.id, '-(\d+)$', 1)::INTEGER, y.id
            ) AS replies
        FROM reply AS y JOIN contributor AS o ON o.id = y.contributor LEFT JOIN answer AS a ON a.reply = y.id
        GROUP BY y.passage
    ) AS y ON y.passage = p.id;

-- Published passages with whether they are on the subject of the scope (provisions, themes, assessments) and whether they are
-- in the scope, whosever they are; one without substance is on nothing. States do not limit here: see passages.sql.
CREATE MACRO scoped_passage(scope) AS TABLE
    SELECT * EXCLUDE (in_life_of, counted_line),
        on_subject AND is_chosen((scope).voices, voice)
            AND is_here(scope, meeting, in_life_of, counted_line, first_date, last_date) AS in_scope
    FROM (
        SELECT p.*,
            p.substance AND is_on(scope, p.themes, p.assessments)
            AND (
                (scope).provisions IS NULL OR p.passage IN (
                    SELECT w.passage FROM whole_coding AS w
                    WHERE list_contains((scope).provisions, w.provision) AND has_chosen((scope).assessments, w.assessments)
                )
            ) AS on_subject
        FROM published_passage AS p
    );
