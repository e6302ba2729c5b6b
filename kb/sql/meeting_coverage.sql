-- A row: one meeting of the CCM, oldest first, whatever meeting the scope names: how many of the States that provisions for
-- affected States bind on its last day reported there on any provision of the matrix, and how many others did.
-- Parameters: $scope.
WITH bound AS (
    SELECT m.id AS meeting, s.id AS state
    FROM dated_meeting AS m JOIN known_state AS s
        ON s.affected = 'yes' AND status_on(m.last_date, s.signed_on, s.deposited_on, s.in_force_on, s.withdrawn_on) = 'party'
),
said AS (
    SELECT DISTINCT p.meeting, o.state
    FROM published_passage AS p
    JOIN own_contribution AS o ON o.contribution = p.contribution
    JOIN whole_coding AS w ON w.passage = p.passage
    JOIN provision AS v ON v.id = w.provision AND v.in_matrix AND v.instrument = ($scope).instrument
    WHERE is_chosen(($scope).provisions, w.provision) AND is_chosen(($scope).assessments, w.assessment)
        AND is_chosen(($scope).voices, p.voice)
        AND (len(($scope).themes::VARCHAR[]) = 0 OR list_has_any(($scope).themes::VARCHAR[], p.themes))
)
SELECT m.id AS meeting, m.short_name AS meeting_label, m.first_day,
    count(DISTINCT b.state) FILTER (x.state IS NOT NULL) AS reported,
    count(DISTINCT b.state) AS bound,
    (SELECT count(*) FROM said WHERE said.meeting = m.id AND said.state NOT IN (
        SELECT bound.state FROM bound WHERE bound.meeting = m.id)) AS unbound_reporting
FROM dated_meeting AS m
LEFT JOIN bound AS b ON b.meeting = m.id AND b.state IN (SELECT id FROM scope_state($scope))
LEFT JOIN said AS x ON x.meeting = m.id AND x.state = b.state
WHERE m.convention = 'CCM'
GROUP BY m.id, m.short_name, m.first_day, m.first_date
ORDER BY m.first_date, m.id;
