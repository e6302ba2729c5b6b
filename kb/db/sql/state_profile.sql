-- One row: a State with its names, treaty dates and sources, and its status on the scope's day; no row for an unknown code.
-- listed: whether it ever joined the Convention. chosen: whether the scope's filters on States leave it in.
-- waiting: its contributions in the scope that are received and not yet coded or not published.
-- peers: States Parties with victims on that day in the same regional group, by name, itself not among them.
-- Parameters: $scope, $state.
WITH known AS MATERIALIZED (SELECT * FROM state_then($scope))
SELECT k.id AS state, k.name, k.listed, k.status, k.affected, k.regional_group, k.day,
    k.signed_on, k.deposited_on, s.deposit_kind, k.in_force_on, k.withdrawn_on,
    s.formal_name, s.name_2012, s.name_in_untc, s.affected_source,
    coalesce(s.source_url, o.source_url) AS source_url, coalesce(s.note, o.note) AS note,
    is_chosen_state($scope, k.id, k.regional_group, k.affected, k.status) AS chosen,
    (
        SELECT count(DISTINCT c.id) FROM scope_contribution($scope) AS c
        JOIN own_contribution AS own ON own.contribution = c.id AND own.state = k.id AND own.work = 'waiting'
    ) AS waiting,
    coalesce((
        SELECT list(p.id ORDER BY p.name) FROM known AS p
        WHERE p.status = 'party' AND p.affected = 'yes' AND p.regional_group = k.regional_group AND p.id <> k.id AND k.listed
    ), []) AS peers
FROM known AS k
LEFT JOIN state AS s ON s.id = k.id
LEFT JOIN outside_state AS o ON o.id = k.id AND NOT k.listed
WHERE k.id = $state;
