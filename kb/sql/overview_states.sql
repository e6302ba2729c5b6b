-- A row: one State of the scope that was heard or is known to have spoken, or is a State Party that has, or may have, victims.
-- heard: a published passage of its own in the scope; aligned: one of a collective statement that names it; waiting: a
-- contribution of its own in the scope is being processed; done: one has been, whatever it is about; spoke: known to have
-- spoken or submitted in the scope, text held or not; provisions: on how many of those the matrix shows it has reported.
-- Parameters: $scope.
WITH
spoken AS (SELECT DISTINCT contribution FROM scoped_passage($scope) WHERE in_scope),
own AS (
    SELECT o.state,
        bool_or(NOT o.aligned AND spoken.contribution IS NOT NULL) AS heard,
        bool_or(o.aligned AND spoken.contribution IS NOT NULL) AS aligned,
        bool_or(o.work = 'waiting' AND is_chosen(($scope).voices, o.voice)) AS waiting,
        bool_or(o.work = 'done' AND is_chosen(($scope).voices, o.voice)) AS done
    FROM own_contribution AS o
    JOIN scope_contribution($scope) AS c ON c.id = o.contribution
    LEFT JOIN spoken ON spoken.contribution = o.contribution
    GROUP BY o.state
),
reported AS (
    SELECT k.state, count(DISTINCT k.provision) AS provisions
    FROM scope_coding($scope) AS k JOIN provision AS p ON p.id = k.provision AND p.instrument = ($scope).instrument
    WHERE k.counted AND (p.in_matrix OR len(($scope).provisions::VARCHAR[]) > 0) AND is_chosen(($scope).provisions, p.id)
    GROUP BY k.state
)
SELECT s.id AS state, s.name, s.status, s.affected,
    coalesce(own.heard, false) AS heard, coalesce(own.aligned, false) AS aligned,
    coalesce(own.waiting, false) AS waiting, coalesce(own.done, false) AS done,
    own.state IS NOT NULL OR speaker.state IS NOT NULL AS spoke,
    coalesce(reported.provisions, 0) AS provisions
FROM scope_state($scope) AS s
LEFT JOIN own ON own.state = s.id
LEFT JOIN scope_speaker($scope) AS speaker ON speaker.state = s.id
LEFT JOIN reported ON reported.state = s.id
WHERE own.state IS NOT NULL OR speaker.state IS NOT NULL OR (s.status = 'party' AND s.affected <> 'no')
ORDER BY s.name;
