-- A row: one provision that the matrix shows (or that the scope names) and one assessment; the distinct passages of States in
-- the scope that say so (fact: state it as a plain fact): what several States say together is one passage. Beside it, as a passage may be on several
-- provisions and be assessed in several ways, the distinct passages on the provision, with the assessment and in all.
-- Parameters: $scope.
WITH said AS MATERIALIZED (
    SELECT DISTINCT k.provision, p.position, coalesce(unnest(k.chosen), 'fact') AS assessment, k.passage
    FROM scope_coding($scope) AS k
    JOIN provision AS p ON p.id = k.provision
    JOIN scope_state($scope) AS s ON s.id = k.state
    WHERE k.counted AND NOT k.described AND k.instrument = ($scope).instrument AND is_shown($scope, p.id, p.in_matrix)
)
SELECT provision, assessment, count(*) AS passages,
    (SELECT count(DISTINCT passage) FROM said AS other WHERE other.provision = said.provision) AS on_provision,
    (SELECT count(DISTINCT passage) FROM said AS other WHERE other.assessment = said.assessment) AS as_assessment,
    (SELECT count(DISTINCT passage) FROM said) AS in_all
FROM said
GROUP BY provision, position, assessment
ORDER BY position, list_position(['progress', 'challenge', 'practice', 'plan', 'request', 'offer', 'fact'], assessment);
