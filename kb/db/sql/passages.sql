-- A row: one published passage with substance, part by part, newest first in each.
-- part, with $state: own, said by that State or in a collective statement it is aligned with, in the scope; others, said by
-- others about it, as coverage counts `monitoring`: on the subject of the scope, whatever the meeting and the day, on other
-- conventions only if asked for; elsewhere, its own outside the scope.
-- Without $state: own, said by States (those of the scope, if it chooses any); others, all else in the scope, of which the
-- State described is one of those chosen. With $contribution: no parts, all its passages in their order.
-- relation, with $state: said, aligned or described. in_scope: whether the passage lies in the scope.
-- own_count, others_count, elsewhere_count: how many passages each part has; others_here_count: those of others that are in
-- the scope; all on every row.
-- Parameters: $scope, $state, $provision, $contribution, $part (each null for any), $limit, $offset.
WITH
chosen AS MATERIALIZED (SELECT id FROM scope_state($scope)),
asked AS (
    SELECT p.*,
        CASE
            WHEN $state IS NULL THEN NULL
            WHEN o.state IS NULL THEN 'described'
            WHEN o.aligned THEN 'aligned'
            ELSE 'said'
        END AS relation,
        CASE
            WHEN $contribution IS NOT NULL THEN NULL
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
    WHERE CASE WHEN $contribution IS NULL THEN p.substance ELSE p.contribution = $contribution END
        AND (
            $provision IS NULL
            OR p.passage IN (SELECT w.passage FROM whole_coding AS w WHERE w.provision = $provision)
        )
)
SELECT *
FROM (
    SELECT *,
        count(*) FILTER (part = 'own') OVER () AS own_count,
        count(*) FILTER (part = 'others') OVER () AS others_count,
        count(*) FILTER (part = 'others' AND in_scope) OVER () AS others_here_count,
        count(*) FILTER (part = 'elsewhere') OVER () AS elsewhere_count
    FROM asked
    WHERE part IS NOT NULL OR $contribution IS NOT NULL
)
WHERE $part IS NULL OR part = $part
ORDER BY list_position(['own', 'others', 'elsewhere'], part), last_date DESC NULLS LAST, contribution, position
LIMIT $limit OFFSET $offset;
