-- The text status that is shown: official once the official wording is loaded.
CREATE TABLE shown_provision AS
    SELECT p.* EXCLUDE (text_status), CASE WHEN o.provision IS NULL THEN p.text_status ELSE 'official' END AS text_status,
        o.text AS official_text, o.file_name, o.sha256, o.loaded_on
    FROM provision AS p LEFT JOIN official_text AS o ON o.provision = p.id;

-- No limit, or one of the values held; and whether a passage's themes and assessments are those chosen.
CREATE MACRO has_chosen(chosen, held) AS chosen IS NULL OR list_has_any(chosen, held);

CREATE MACRO is_on(scope, themes, assessments) AS
    has_chosen((scope).themes, themes) AND has_chosen((scope).assessments, assessments);

-- Whether a provision has a row wherever provisions are shown: those of the matrix, or those that the scope names.
CREATE MACRO is_shown(scope, provision, in_matrix) AS
    CASE WHEN (scope).provisions IS NULL THEN in_matrix ELSE list_contains((scope).provisions, provision) END;

-- The state of a State's record on a provision: the first that applies. The only place where their order is decided.
CREATE MACRO cell_of(reported, text_missing, waiting, not_bound, done, spoke) AS
    CASE
        WHEN reported THEN 'reported'
        WHEN text_missing THEN 'text_missing'
        WHEN waiting THEN 'pending'
        WHEN not_bound THEN 'not_addressed'
        WHEN done THEN 'silent'
        WHEN spoke THEN 'text_not_held'
        ELSE 'no_contribution'
    END;

-- The state of a State's record on several provisions, from its cells: the first that one of them is in. What says
-- something of the provision and nothing of the record comes last, and so holds only where it holds of every provision.
CREATE MACRO standing_of(cell) AS
    arg_min(cell, list_position([
        'reported', 'pending', 'silent', 'text_not_held', 'no_contribution', 'not_addressed', 'text_missing'
    ], cell));

-- Whether a provision binds a State, or may: not known to have victims or not is never taken for no.
CREATE MACRO may_bind(bound) AS bound IN ('yes', 'unknown');

-- Whether a cell says why nothing is reported on a provision whose text is established and that may bind the State.
CREATE MACRO is_gap(cell) AS cell IN ('no_contribution', 'text_not_held', 'silent', 'pending');

-- state_coding, counted: of the themes and assessments that the scope chooses and, for a State's own, in the scope, and
-- not elsewhere; for descriptions, whatever the meeting and the day, on other conventions only in the scope.
-- chosen: those of its assessments that the scope chooses, and null for a plain fact where it chooses none.
CREATE MACRO scope_coding(scope) AS TABLE
    SELECT *, CASE
            WHEN (scope).assessments IS NOT NULL THEN list_intersect(assessments, (scope).assessments)
            WHEN fact THEN list_append(assessments, NULL)
            ELSE assessments
        END AS chosen,
        is_on(scope, themes, assessments) AND (described AND convention = 'CCM' OR (
            is_here(scope, meeting, in_life_of, counted_line, first_date, last_date)
            AND (described OR is_chosen((scope).voices, voice))
        )) AS counted
    FROM state_coding;

-- A row: one State and one provision of the scope's instrument, with the state of the record and its counts.
-- Which rows: the Convention's States and every other State that reported in the scope; all provisions, or those chosen.
-- Beside the state, never merged into it: passages by others about the State (monitoring; of the themes and assessments
-- chosen, whatever the meeting and the day), and the State's own passages outside the scope (elsewhere).
-- bound: whether the provision is addressed to the State on the scope's day. fact: passages that state a plain fact on it,
-- under no assessment. only_as_coordinator: no contribution is known, and yet the State spoke in the scope, as Coordinator or
-- chair, which is not counted for it.
CREATE MACRO coverage(scope) AS TABLE
WITH
said AS MATERIALIZED (
    SELECT state, provision,
        count(*) FILTER (own) AS passages,
        count(*) FILTER (own AND list_contains(chosen, 'progress')) AS progress,
        count(*) FILTER (own AND list_contains(chosen, 'challenge')) AS challenge,
        count(*) FILTER (own AND list_contains(chosen, 'practice')) AS practice,
        count(*) FILTER (own AND list_contains(chosen, 'plan')) AS plan,
        count(*) FILTER (own AND list_contains(chosen, 'request')) AS request,
        count(*) FILTER (own AND list_contains(chosen, 'offer')) AS offer,
        count(*) FILTER (own AND len(chosen) > len(assessments)) AS fact,
        count(*) FILTER (own AND second_hand) AS second_hand,
        count(*) FILTER (own AND aligned) AS aligned,
        count(*) FILTER (counted AND described) AS monitoring,
        count(*) FILTER (NOT counted AND NOT described) AS elsewhere
    FROM (SELECT *, counted AND NOT described AS own FROM scope_coding(scope))
    WHERE instrument = (scope).instrument AND is_chosen((scope).provisions, provision)
    GROUP BY state, provision
),
who AS MATERIALIZED (
    SELECT s.*, here.waiting, here.done, coalesce(here.spoke, false) AS spoke,
        coalesce(here.as_coordinator, false) AS as_coordinator
    FROM scope_state(scope) AS s LEFT JOIN scope_contributor(scope) AS here ON here.state = s.id
    WHERE s.listed OR s.id IN (SELECT state FROM said WHERE passages > 0)
),
place AS (
    SELECT s.id AS state, p.id AS provision, p.position, p.in_matrix, s.listed, s.name, s.regional_group, s.status,
        s.affected, p.text_status,
        bound_of(p.addressed_to, s.status, s.affected) AS bound,
        coalesce(passages, 0) AS passages,
        coalesce(progress, 0) AS progress, coalesce(challenge, 0) AS challenge, coalesce(practice, 0) AS practice,
        coalesce(plan, 0) AS plan, coalesce(request, 0) AS request, coalesce(offer, 0) AS offer,
        coalesce(fact, 0) AS fact,
        coalesce(second_hand, 0) AS second_hand, coalesce(aligned, 0) AS aligned,
        coalesce(monitoring, 0) AS monitoring, coalesce(elsewhere, 0) AS elsewhere,
        s.waiting, s.done, s.spoke, s.as_coordinator
    FROM who AS s
    JOIN shown_provision AS p ON p.instrument = (scope).instrument AND is_chosen((scope).provisions, p.id)
    LEFT JOIN said ON said.state = s.id AND said.provision = p.id
)
SELECT state, name, provision,
    cell_of(passages > 0, text_status = 'missing', waiting, bound = 'no', done, spoke) AS cell,
    passages, progress, challenge, practice, plan, request, offer, fact, second_hand, aligned, monitoring, elsewhere,
    cell = 'no_contribution' AND as_coordinator AS only_as_coordinator,
    bound, spoke, text_status, position, in_matrix, is_shown(scope, provision, in_matrix) AS shown,
    regional_group, status, affected, listed
FROM place;
