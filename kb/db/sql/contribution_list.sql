-- A row: one published contribution, part by part, newest first in each; those without a day come last.
-- part, with $about: others, by others about that State whatever the meeting and the day, on other conventions only if asked
-- for. Without: own, of a State that the scope chooses (it speaks, or is aligned); others, all else in the scope, of which a
-- State described or named is one of those chosen. With provisions, themes or assessments in the scope: those with a passage
-- on them. passages: its passages on that; held: all of them.
-- Parameters: $scope, $about (null for any).
WITH
chosen AS MATERIALIZED (SELECT id FROM scope_state($scope)),
here AS MATERIALIZED (SELECT id FROM scope_contribution($scope)),
spoken AS (
    SELECT contribution, count(*) FILTER (on_subject) AS passages, count(*) AS held
    FROM scoped_passage($scope) GROUP BY contribution
),
asked AS (
    SELECT c.id AS contribution, r.name AS contributor_label, c.contributor_name, c.voice, c.state, c.about_state, c.kind,
        c.convention, c.meeting, coalesce(c.meeting_title, c.meeting_label) AS meeting_label, c.date, c.first_date,
        c.last_date, c.line, c.line_inferred, c.language, c.text_kind, c.source_title, c.source_url, c.source_truncated, c.note,
        (SELECT string_agg(DISTINCT t.language, ' ' ORDER BY t.language) FROM translation AS t WHERE t.contribution = c.id)
            AS translations,
        coalesce(spoken.passages, 0) AS passages, coalesce(spoken.held, 0) AS held,
        CASE
            WHEN $about IS NOT NULL THEN CASE
                WHEN c.id IN (SELECT d.contribution FROM scope_description($scope) AS d WHERE d.state = $about) THEN 'others'
            END
            WHEN c.id NOT IN (SELECT id FROM here) OR NOT is_chosen(($scope).voices, c.voice) THEN NULL
            WHEN NOT limits_states($scope) THEN 'others'
            WHEN c.id IN (
                SELECT own.contribution FROM own_contribution AS own WHERE own.state IN (SELECT id FROM chosen)
            ) THEN 'own'
            WHEN c.state IN (SELECT id FROM chosen) OR c.about_state IN (SELECT id FROM chosen) THEN 'others'
        END AS part
    FROM dated_contribution AS c
    JOIN contributor AS r ON r.id = c.contributor
    LEFT JOIN spoken ON spoken.contribution = c.id
    WHERE c.status = 'published'
        AND (NOT limits_subject($scope) OR coalesce(spoken.passages, 0) > 0)
)
SELECT part, contribution, contributor_label, contributor_name, state, about_state, voice, meeting, meeting_label, convention,
    date, first_date, last_date, line, line_inferred, kind, text_kind, language, source_title, source_url, source_truncated,
    note, translations, passages, held
FROM asked
WHERE part IS NOT NULL
ORDER BY list_position(['own', 'others'], part), last_date DESC NULLS LAST, first_date DESC NULLS LAST, contribution;
