-- A row: one collaboration of a State in the scope with others, told of by a published passage; the State's own words first.
-- own: whether the State itself says so, or is reported to have said so, and not somebody else about it.
-- in_scope: whether the passage lies in the scope; the row is there all the same, for what a State does
-- does not depend on the meeting at which it was mentioned.
-- Parameters: $scope.
SELECT c.id, c.state, s.name AS state_name, c.partners, c.area, c.outcome, c.passage,
    p.position, p.contribution, p.contributor, p.contributor_label, p.voice, (o.contribution IS NOT NULL) AS own,
    p.date, p.convention, p.source_title, p.source_url,
    coalesce(q.in_scope, false) AS in_scope
FROM collaboration AS c
JOIN scope_state($scope) AS s ON s.id = c.state
JOIN published_passage AS p ON p.passage = c.passage
LEFT JOIN scoped_passage($scope) AS q ON q.passage = c.passage
LEFT JOIN (SELECT DISTINCT contribution, state FROM own_contribution) AS o
    ON o.contribution = p.contribution AND o.state = c.state
ORDER BY own DESC, in_scope DESC, s.name, c.id;
