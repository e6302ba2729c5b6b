-- What questions share of each contribution: every row is of one, and none says anything of another. So a revision changes
-- here what is of the contributions that it touched, and nothing else: see kb/db/held.py and touched_contributions.sql.

-- Every contribution with its contributor resolved, the line it counts under and the first and last day it can have.
-- meeting_title: the meeting's name, that of another convention behind the convention's; null for material made to no meeting.
-- in_life_of: as of its meeting; what speaks to another convention is in no default scope.
CREATE TABLE dated_contribution AS
    SELECT c.*, n.contributor, coalesce(c.line, c.line_inferred) AS counted_line,
        coalesce(first_day_of(c.date), m.first_date) AS first_date, coalesce(last_day_of(c.date), m.last_date) AS last_date,
        m.short_name AS meeting_short_name, m.name AS meeting_name,
        CASE WHEN c.convention = 'CCM' THEN m.name ELSE c.convention || ': ' || m.name END AS meeting_title,
        CASE WHEN c.convention = 'CCM' THEN coalesce(m.in_life_of, []) ELSE [] END AS in_life_of
    FROM contribution AS c
    JOIN contributor_name AS n ON n.name = c.contributor_name
    LEFT JOIN dated_meeting AS m ON m.id = c.meeting;

-- Confirmed codings, the only ones that count. A passage without substance, where the source only names the State, has none.
CREATE TABLE counted_coding AS
    SELECT k.*, p.contribution, c.status
    FROM coding AS k JOIN passage AS p ON p.id = k.passage JOIN contribution AS c ON c.id = p.contribution
    WHERE k.basis <> 'suggested' AND p.substance;

-- How far the work on a contribution is. waiting: not published yet, or a passage is not judged (it has no confirmed coding,
-- and is not one with nothing to tag); done; or
-- no text: published without a passage that has substance, so that nothing in it could be coded.
CREATE TABLE contribution_work AS
    SELECT c.id AS contribution,
        CASE
            WHEN c.status <> 'published' OR bool_or(p.id IS NOT NULL AND k.passage IS NULL) THEN 'waiting'
            WHEN count(p.id) = 0 THEN 'no text'
            ELSE 'done'
        END AS work
    FROM contribution AS c
    LEFT JOIN passage AS p ON p.contribution = c.id AND p.substance
    LEFT JOIN (SELECT passage FROM counted_coding UNION SELECT passage FROM nothing_to_tag) AS k ON k.passage = p.id
    WHERE c.status <> 'withdrawn'
    GROUP BY c.id, c.status;

-- Whose contribution it is: the State that speaks, and each State aligned with a collective statement.
-- Only the voices own and reported count as a State's own.
CREATE TABLE own_contribution AS
    SELECT c.state, c.id AS contribution, c.status, w.work, c.voice, c.voice = 'reported' AS second_hand, false AS aligned
    FROM contribution AS c JOIN contribution_work AS w ON w.contribution = c.id
    WHERE c.state IS NOT NULL AND c.voice IN ('own', 'reported')
    UNION ALL
    SELECT a.state, c.id, c.status, w.work, c.voice, c.voice = 'reported', true
    FROM alignment AS a
    JOIN contribution AS c ON c.id = a.contribution
    JOIN contribution_work AS w ON w.contribution = c.id
    WHERE c.voice IN ('own', 'reported') AND a.state IS DISTINCT FROM c.state;

-- The published contributions by others about a State; a statement that the State is aligned with is not by others.
CREATE TABLE described_contribution AS
    SELECT c.about_state AS state, c.id AS contribution
    FROM contribution AS c
    WHERE c.status = 'published' AND c.about_state IS NOT NULL AND c.state IS DISTINCT FROM c.about_state
        AND NOT EXISTS (FROM alignment AS a WHERE a.contribution = c.id AND a.state = c.about_state);

-- Confirmed codings, also on the provisions their own is a part of: a passage on the part is on the whole. A row: one
-- passage and one provision, with the passage's themes. fact: whether it states a plain fact on it, without an assessment.
CREATE TABLE whole_coding AS
    SELECT c.passage, any_value(c.contribution) AS contribution, any_value(c.status) AS status, w.whole AS provision,
        coalesce(list_sort(list_distinct(list(c.assessment))), []) AS assessments,
        bool_or(c.assessment IS NULL) AS fact,
        coalesce(any_value(t.themes), []) AS themes
    FROM counted_coding AS c
    JOIN provision_whole AS w ON w.provision = c.provision
    LEFT JOIN (SELECT passage, list(theme) AS themes FROM passage_theme GROUP BY passage) AS t ON t.passage = c.passage
    GROUP BY c.passage, w.whole;

-- Whose a published passage on a provision is: a State's own (it said it, or is aligned with it), or by others about a
-- State (described). A row: one State, one passage, one provision; never both own and described.
CREATE TABLE state_coding AS
    SELECT k.* EXCLUDE (status), p.instrument, whose.* EXCLUDE (contribution), c.convention, c.meeting, c.in_life_of,
        c.counted_line, c.first_date, c.last_date
    FROM (
        SELECT state, contribution, voice, second_hand, aligned, false AS described
        FROM own_contribution WHERE status = 'published'
        UNION ALL
        SELECT state, contribution, NULL, false, false, true FROM described_contribution
    ) AS whose
    JOIN whole_coding AS k ON k.contribution = whose.contribution
    JOIN provision AS p ON p.id = k.provision
    JOIN dated_contribution AS c ON c.id = k.contribution;

-- Published passages with all that must be shown beside them. A row: one passage.
-- codings and themes are lists in the order in which they were made; suggested codings are not among them. A plain fact is a
-- coding without an assessment. A passage without substance only shows that the State appeared: it has none of them.
-- repliers: who may reply to how it is coded, as replies_passages.sql says.
CREATE TABLE published_passage AS
    SELECT p.id AS passage, p.position, p.text, p.evidence, p.substance, c.id AS contribution, c.contributor_name, c.contributor,
        r.name AS contributor_label, r.kind AS contributor_kind, c.state, c.about_state, c.voice, c.kind, c.text_kind,
        c.language, c.convention, c.meeting, c.in_life_of, c.meeting_short_name, c.meeting_label, c.date, c.first_date, c.last_date,
        c.line, c.line_inferred, c.counted_line, c.source_title, c.source_url, c.source_truncated, c.note,
        coalesce(k.codings, []) AS codings, coalesce(k.assessments, []) AS assessments, CASE WHEN p.substance THEN coalesce(t.themes, []) ELSE [] END AS themes,
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
        -- A list is sorted as a whole: DuckDB takes 30 times as long for list(... ORDER BY ...) of every passage.
        SELECT passage,
            list_transform(
                list_sort(list((position, provision, assessment)) FILTER (provision IS NOT NULL)),
                lambda one: {'provision': one[2], 'assessment': one[3]}
            ) AS codings,
            list_sort(list_distinct(list(assessment))) AS assessments
        FROM counted_coding GROUP BY passage
    ) AS k ON k.passage = p.id
    LEFT JOIN (
        SELECT passage, list_transform(list_sort(list((position, theme))), lambda one: one[2]) AS themes
        FROM passage_theme GROUP BY passage
    ) AS t ON t.passage = p.id
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

-- When a contribution was first published: the revision, and its day. What was published last is what is newest.
CREATE TABLE publication AS
    SELECT id AS contribution, min(since_revision) AS revision,
        (SELECT r.made_at::DATE FROM kb.revision AS r WHERE r.number = min(h.since_revision)) AS published_on
    FROM kb.contribution AS h
    WHERE status = 'published' AND id IN (SELECT id FROM contribution WHERE status = 'published')
    GROUP BY id;
