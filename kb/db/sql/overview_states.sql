-- A row: one State of the scope that was heard or is known to have spoken, or is a State Party that has, or may have, victims.
-- heard: a published passage of its own in the scope; aligned: one of a collective statement that names it; provisions: on
-- how many of those the matrix shows (or the scope names) it has reported; cell: how it stands on them together, as if they
-- were addressed to it. only_as_coordinator: as in coverage.
-- Parameters: $scope.
WITH
own AS (
    SELECT o.state, bool_or(NOT o.aligned) AS heard, bool_or(o.aligned) AS aligned
    FROM own_contribution AS o
    JOIN (SELECT DISTINCT contribution FROM scoped_passage($scope) WHERE in_scope) AS spoken
        ON spoken.contribution = o.contribution
    GROUP BY o.state
),
reported AS (
    SELECT k.state, count(DISTINCT k.provision) AS provisions
    FROM scope_coding($scope) AS k JOIN provision AS p ON p.id = k.provision
    WHERE k.counted AND NOT k.described AND k.instrument = ($scope).instrument AND is_shown($scope, p.id, p.in_matrix)
    GROUP BY k.state
)
SELECT s.id AS state, s.name, s.status, s.affected,
    coalesce(own.heard, false) AS heard, coalesce(own.aligned, false) AS aligned,
    coalesce(reported.provisions, 0) AS provisions,
    cell_of(reported.provisions > 0, false, here.waiting, false, here.done, coalesce(here.spoke, false)) AS cell,
    cell = 'no_contribution' AND coalesce(here.as_coordinator, false) AS only_as_coordinator
FROM scope_state($scope) AS s
LEFT JOIN own ON own.state = s.id
LEFT JOIN scope_contributor($scope) AS here ON here.state = s.id
LEFT JOIN reported ON reported.state = s.id
WHERE here.spoke OR (s.status = 'party' AND s.affected <> 'no')
ORDER BY s.name;
