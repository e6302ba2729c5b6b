-- A row: one published passage with substance, part by part, newest first in each.
-- part, with $state: own, said by that State or in a collective statement it is aligned with, in the scope; others, said by
-- others about it, as coverage counts `monitoring`: on the subject of the scope, whatever the meeting and the day, on other
-- conventions only if asked for; elsewhere, its own outside the scope.
-- Without $state: own, said by States (those of the scope, if it chooses any); others, all else in the scope, of which the
-- State described is one of those chosen. With $contributions: no parts, all their passages in order.
-- relation, with $state: said, aligned or described. in_scope: whether the passage lies in the scope.
-- own_count, others_count, elsewhere_count: how many passages each part has; others_here_count: those of others that are in
-- the scope; all on every row.
-- Parameters: $scope; $state, $provision, $contributions (a list), $part (each null for any); $limit and $offset, which hold of
-- each part with $by_part. What is shown beside a passage is read of those alone that are left: the rest is narrow.
WITH
chosen AS MATERIALIZED (SELECT id FROM scope_state($scope)),
asked AS MATERIALIZED (
    SELECT p.passage, p.contribution, p.position, p.last_date, p.on_subject, p.in_scope,
        CASE
            WHEN $state IS NULL THEN NULL
            WHEN o.state IS NULL THEN 'described'
            WHEN o.aligned THEN 'aligned'
            ELSE 'said'
        END AS relation,
        CASE
            WHEN $contributions IS NOT NULL THEN NULL
            WHEN $state IS NOT NULL THEN CASE
                WHEN o.state IS NOT NULL THEN CASE WHEN p.in_scope THEN 'own' ELSE 'elsewhere' END
                WHEN p.on_subject AND p.contribution IN (
                    SELECT d.contribution FROM scope_description($scope) AS d WHERE d.state = $state
                ) THEN 'others'
            END
            WHEN NOT p.in_scope THEN NULL
            WHEN p.contribution IN (
                SELECT own.contribution FROM own_contribution AS own WHERE own.state IN (SELECT id FROM chosen)
            ) THEN 'own'
            WHEN NOT limits_states($scope)
                OR p.state IN (SELECT id FROM chosen) OR p.about_state IN (SELECT id FROM chosen) THEN 'others'
        END AS part
    FROM scoped_passage($scope) AS p
    LEFT JOIN own_contribution AS o ON o.contribution = p.contribution AND o.state = $state
    WHERE CASE WHEN $contributions IS NULL THEN p.substance ELSE list_contains($contributions, p.contribution) END
        AND (
            $provision IS NULL
            OR p.passage IN (SELECT w.passage FROM whole_coding AS w WHERE w.provision = $provision)
        )
),
ranked AS (
    SELECT *, row_number() OVER (
        PARTITION BY CASE WHEN $by_part OR $part IS NOT NULL THEN part END
        ORDER BY list_position(['own', 'others', 'elsewhere'], part), last_date DESC NULLS LAST, contribution, position
    ) AS rank
    FROM asked
    WHERE part IS NOT NULL OR $contributions IS NOT NULL
),
-- Counted apart: DuckDB takes 20 times as long for count(*) OVER () of some thousand rows.
counted AS (
    SELECT count(*) FILTER (part = 'own') AS own_count, count(*) FILTER (part = 'others') AS others_count,
        count(*) FILTER (part = 'others' AND in_scope) AS others_here_count,
        count(*) FILTER (part = 'elsewhere') AS elsewhere_count
    FROM asked
)
SELECT p.* EXCLUDE (in_life_of, counted_line), found.on_subject, found.in_scope, found.relation, found.part, counted.*
FROM ranked AS found JOIN published_passage AS p ON p.passage = found.passage CROSS JOIN counted
WHERE ($part IS NULL OR part = $part) AND rank > $offset AND rank <= $offset + $limit
ORDER BY list_position(['own', 'others', 'elsewhere'], part), rank;
