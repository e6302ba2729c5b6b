-- A row: one State of the scope, whether it joined the Convention or not, with its status and what is held of it beside
-- the coverage. contributions: its own published ones with a text in the scope, of which second_hand; elsewhere: those outside it.
-- others: published passages by others about the State, as its page lists them: on the subject of the scope, whatever the
-- meeting and the day; on other conventions only if asked for.
-- Parameters: $scope.
WITH
own AS (
    SELECT o.state,
        count(DISTINCT c.id) FILTER (h.id IS NOT NULL AND is_chosen(($scope).voices, c.voice)) AS contributions,
        count(DISTINCT c.id) FILTER (h.id IS NOT NULL AND is_chosen(($scope).voices, c.voice) AND o.second_hand) AS second_hand,
        count(DISTINCT c.id) AS anywhere
    FROM own_contribution AS o
    JOIN contribution AS c ON c.id = o.contribution
    LEFT JOIN scope_contribution($scope) AS h ON h.id = c.id
    WHERE o.status = 'published' AND o.work <> 'no text'
    GROUP BY o.state
),
described AS (
    SELECT d.state, count(*) AS others
    FROM scope_description($scope) AS d JOIN scoped_passage($scope) AS p ON p.contribution = d.contribution
    WHERE p.on_subject
    GROUP BY d.state
)
SELECT s.id AS state, s.name, s.status, s.affected, s.regional_group, s.listed,
    coalesce(own.contributions, 0) AS contributions, coalesce(own.second_hand, 0) AS second_hand,
    coalesce(own.anywhere, 0) - coalesce(own.contributions, 0) AS elsewhere, coalesce(d.others, 0) AS others
FROM scope_state($scope) AS s
LEFT JOIN own ON own.state = s.id
LEFT JOIN described AS d ON d.state = s.id
ORDER BY s.name;
