-- A row: one text that can be found: a published passage with substance, a published contribution with the
-- text of all its passages, or a provision. kind: passage, contribution or provision. id: as in addresses.
-- text: what is said; who: names of those who say it, are aligned or described, with their codes; subject: what it is coded
-- to, in words; source: where it was said and read; translations: the language and text of its paragraphs in others.
-- place: the name under which it stands in the alphabet of States; origin: the contribution, or the instrument, of which it
-- is, and position where in that.
-- states: the States that say it, are aligned with it or described in it; coded: provision|assessment.
-- first_date, last_date: between which it was said, in days since 1970; null where not known, and for provisions.
-- Parameters: $contributions, a list of those whose texts are asked for, or null for all texts and the provisions.
WITH
name_held AS (
    SELECT id, string_agg(DISTINCT name, chr(10) ORDER BY name) AS names
    FROM (
        SELECT contributor AS id, name FROM contributor_name
        UNION ALL SELECT id, name FROM contributor
        UNION ALL SELECT id, unnest([id, formal_name, name_2012, name_in_untc]) FROM state
        UNION ALL SELECT id, id FROM outside_state
    )
    WHERE name IS NOT NULL GROUP BY id
),
concerned AS (
    SELECT contribution, list(DISTINCT state ORDER BY state) AS states
    FROM (
        SELECT id AS contribution, state FROM dated_contribution
        UNION ALL SELECT id, about_state FROM dated_contribution
        UNION ALL SELECT contribution, state FROM alignment
    )
    WHERE state IS NOT NULL GROUP BY contribution
),
-- What both a contribution and its passages bear.
borne AS (
    SELECT c.id, c.language, c.voice, coalesce(c.meeting, 'outside') AS meeting,
        string_split(coalesce(c.counted_line, 'none'), ' ') AS lines, coalesce(concerned.states, []) AS states,
        c.first_date, c.last_date,
        concat_ws(
            chr(10), c.contributor_name, own.names,
            (SELECT string_agg(n.names, chr(10) ORDER BY n.id) FROM name_held AS n
                WHERE list_contains(concerned.states, n.id) AND n.id <> c.contributor)
        ) AS who,
        concat_ws(chr(10), c.meeting_label, c.meeting_name, c.meeting_short_name, c.source_title) AS source,
        coalesce(s.name, k.name, c.contributor_name) AS place
    FROM dated_contribution AS c
    LEFT JOIN concerned ON concerned.contribution = c.id
    LEFT JOIN name_held AS own ON own.id = c.contributor
    LEFT JOIN contributor AS k ON k.id = c.contributor
    LEFT JOIN known_state AS s ON s.id = coalesce(c.state, c.about_state)
    WHERE c.status = 'published' AND is_chosen($contributions, c.id)
),
provision_named AS (
    SELECT p.id, i.unit || ' ' || p.number || coalesce(': ' || p.short_title, '') AS label
    FROM provision AS p JOIN instrument AS i ON i.id = p.instrument
),
coded AS (
    SELECT w.passage, list(w.provision ORDER BY w.provision) AS provisions,
        flatten(list(list_transform(w.assessments, lambda one: w.provision || '|' || one))) AS coded
    FROM whole_coding AS w GROUP BY w.passage
),
spoken AS (
    SELECT p.passage, p.contribution, p.position, p.text, p.substance, p.themes, p.assessments,
        coalesce(coded.provisions, []) AS provisions, coalesce(coded.coded, []) AS coded,
        list_concat(
            coalesce((SELECT list(n.label ORDER BY n.id) FROM provision_named AS n
                WHERE list_contains(list_transform(p.codings, lambda one: one.provision), n.id)), []),
            coalesce((SELECT list(t.label ORDER BY t.id) FROM theme AS t WHERE list_contains(p.themes, t.id)), []),
            p.assessments
        ) AS subject
    FROM published_passage AS p LEFT JOIN coded ON coded.passage = p.passage
    WHERE is_chosen($contributions, p.contribution)
),
-- Beside each passage the paragraphs of translations that stand at its place: the first with the first, where a text in
-- another language has more or fewer paragraphs at the same share of the whole.
translated AS (
    SELECT p.passage, p.contribution, list({'language': t.language, 'text': t.text} ORDER BY t.language, t.position) AS translations
    FROM (
        SELECT passage, contribution, row_number() OVER one AS place, count(*) OVER (PARTITION BY contribution) AS passages
        FROM published_passage WINDOW one AS (PARTITION BY contribution ORDER BY position)
    ) AS p
    JOIN (
        SELECT contribution, language, position, text, row_number() OVER one AS place,
            count(*) OVER (PARTITION BY contribution, language) AS paragraphs
        FROM translation WINDOW one AS (PARTITION BY contribution, language ORDER BY position)
    ) AS t ON t.contribution = p.contribution AND p.place = (t.place * p.passages + t.paragraphs - 1) // t.paragraphs
    GROUP BY p.passage, p.contribution
),
found AS (
    SELECT 'passage' AS kind, s.passage AS id, s.contribution AS origin, s.position, s.text, s.subject, s.provisions, s.coded, s.themes, s.assessments,
        coalesce(t.translations, []) AS translations, b.* EXCLUDE (id)
    FROM spoken AS s JOIN borne AS b ON b.id = s.contribution LEFT JOIN translated AS t USING (passage)
    WHERE s.substance
    UNION ALL
    SELECT 'contribution', b.id, b.id, 0, coalesce(s.text, ''), coalesce(s.subject, []), coalesce(s.provisions, []),
        coalesce(s.coded, []), coalesce(s.themes, []), coalesce(s.assessments, []), coalesce(t.translations, []), b.* EXCLUDE (id)
    FROM borne AS b
    LEFT JOIN (
        SELECT contribution, flatten(list(translations)) AS translations FROM translated GROUP BY contribution
    ) AS t ON t.contribution = b.id
    LEFT JOIN (
        SELECT contribution, string_agg(text, chr(10) ORDER BY position) AS text,
            list_sort(list_distinct(flatten(list(subject)))) AS subject,
            list_sort(list_distinct(flatten(list(provisions)))) AS provisions,
            list_sort(list_distinct(flatten(list(coded)))) AS coded,
            list_sort(list_distinct(flatten(list(themes)))) AS themes,
            list_sort(list_distinct(flatten(list(assessments)))) AS assessments
        FROM spoken GROUP BY contribution
    ) AS s ON s.contribution = b.id
    UNION ALL
    SELECT 'provision', p.id, p.instrument, p.position, concat_ws(chr(10), p.summary, p.official_text), [n.label],
        (SELECT list(w.whole ORDER BY w.whole) FROM provision_whole AS w WHERE w.provision = p.id), [], [], [], [],
        'en', NULL, NULL, [], [], NULL, NULL, coalesce(p.addressee, ''),
        concat_ws(chr(10), p.chapter, p.deadline, p.note, i.name), n.label
    FROM shown_provision AS p
    JOIN provision_named AS n ON n.id = p.id
    JOIN instrument AS i ON i.id = p.instrument
    WHERE $contributions IS NULL
)
SELECT kind, id, origin, position, place, text, subject, who, source, language, voice, meeting, lines, states, provisions, coded, themes, assessments, translations,
    (first_date - DATE '1970-01-01')::INTEGER AS first_date, (last_date - DATE '1970-01-01')::INTEGER AS last_date
FROM found;
