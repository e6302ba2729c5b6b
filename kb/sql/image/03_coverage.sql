-- Whether a coding of a passage is of the themes and assessments chosen.
CREATE MACRO is_on(scope, passage_id, assessment) AS
    is_chosen((scope).assessments, assessment) AND (
        len((scope).themes::VARCHAR[]) = 0
        OR passage_id IN (SELECT t.passage FROM passage_theme AS t WHERE list_contains((scope).themes::VARCHAR[], t.theme))
    );

-- The codings of every State's own published passages; counted: in the scope, and not elsewhere.
CREATE MACRO scope_coding(scope) AS TABLE
    SELECT own.*,
        here.id IS NOT NULL AND is_chosen((scope).voices, own.voice) AND is_on(scope, own.passage, own.assessment) AS counted
    FROM own_coding AS own LEFT JOIN scope_contribution(scope) AS here ON here.id = own.contribution;

-- A row: one State and one provision of the scope's instrument, with the state of the record and its counts.
-- Which rows: the Convention's States and every other State that reported in the scope; all provisions, or those chosen.
-- Beside the state, never merged into it: passages by others about the State (monitoring; of the themes and assessments
-- chosen, whatever the meeting and the day), and the State's own passages outside the scope (elsewhere).
-- bound: whether the provision is addressed to the State on the scope's day.
CREATE MACRO coverage(scope) AS TABLE
WITH
chosen_state AS MATERIALIZED (SELECT * FROM scope_state(scope)),
here AS MATERIALIZED (SELECT id FROM scope_contribution(scope)),
said AS (
    SELECT state, provision,
        count(DISTINCT passage) FILTER (counted) AS passages,
        count(*) FILTER (counted AND assessment = 'progress') AS progress,
        count(*) FILTER (counted AND assessment = 'challenge') AS challenge,
        count(*) FILTER (counted AND assessment = 'practice') AS practice,
        count(*) FILTER (counted AND assessment = 'plan') AS plan,
        count(*) FILTER (counted AND assessment = 'request') AS request,
        count(*) FILTER (counted AND assessment = 'offer') AS offer,
        count(DISTINCT passage) FILTER (counted AND second_hand) AS second_hand,
        count(DISTINCT passage) FILTER (counted AND aligned) AS aligned,
        count(DISTINCT passage) AS anywhere
    FROM scope_coding(scope)
    GROUP BY state, provision
),
described AS (
    SELECT state, provision, count(DISTINCT passage) AS monitoring
    FROM monitoring_coding
    WHERE (convention = 'CCM' OR contribution IN (SELECT id FROM here)) AND is_on(scope, passage, assessment)
    GROUP BY state, provision
),
held AS (
    SELECT own.state, bool_or(own.work = 'waiting' AND is_chosen((scope).voices, own.voice)) AS waiting,
        bool_or(own.work = 'done' AND is_chosen((scope).voices, own.voice)) AS done, true AS contributed
    FROM own_contribution AS own JOIN here ON here.id = own.contribution
    GROUP BY own.state
),
cell AS MATERIALIZED (
    SELECT s.id AS state, p.id AS provision, p.position, p.in_matrix, s.listed, s.name, s.regional_group, s.status,
        s.affected, p.text_status,
        CASE
            WHEN p.addressed_to IS NULL THEN 'not established'
            WHEN s.status <> 'party' THEN 'no'
            WHEN p.addressed_to = 'all' THEN 'yes'
            ELSE s.affected
        END AS bound,
        coalesce(said.passages, 0) AS passages,
        coalesce(progress, 0) AS progress, coalesce(challenge, 0) AS challenge, coalesce(practice, 0) AS practice,
        coalesce(plan, 0) AS plan, coalesce(request, 0) AS request, coalesce(offer, 0) AS offer,
        coalesce(second_hand, 0) AS second_hand, coalesce(aligned, 0) AS aligned,
        coalesce(monitoring, 0) AS monitoring, coalesce(anywhere, 0) - coalesce(said.passages, 0) AS elsewhere,
        coalesce(held.waiting, false) AS waiting, coalesce(held.done, false) AS done,
        coalesce(held.contributed, false) OR speaker.state IS NOT NULL AS spoke
    FROM chosen_state AS s
    JOIN shown_provision AS p ON p.instrument = (scope).instrument AND is_chosen((scope).provisions, p.id)
    LEFT JOIN said ON said.state = s.id AND said.provision = p.id
    LEFT JOIN described ON described.state = s.id AND described.provision = p.id
    LEFT JOIN held ON held.state = s.id
    LEFT JOIN scope_speaker(scope) AS speaker ON speaker.state = s.id
)
SELECT state, provision,
    CASE
        WHEN passages > 0 THEN 'reported'
        WHEN text_status = 'missing' THEN 'text_missing'
        WHEN waiting THEN 'pending'
        WHEN bound = 'no' THEN 'not_addressed'
        WHEN done THEN 'silent'
        WHEN spoke THEN 'text_not_held'
        ELSE 'no_contribution'
    END AS cell,
    passages, progress, challenge, practice, plan, request, offer, second_hand, aligned, monitoring, elsewhere,
    bound, text_status, position, in_matrix, name, regional_group, status, affected, listed
FROM cell
WHERE listed OR state IN (SELECT c.state FROM cell AS c WHERE c.passages > 0);
