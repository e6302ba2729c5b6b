-- A row: one State and one theme; the State's own published passages in the scope on that theme. Beside it, as a passage may
-- have several themes and speak for several States, the distinct passages of the State, on the theme and in all.
-- Parameters: $scope.
WITH said AS MATERIALIZED (
    SELECT DISTINCT s.id AS state, s.name, t.id AS theme, t."group" AS theme_group, t.position, p.passage
    FROM scoped_passage($scope) AS p
    JOIN own_contribution AS o ON o.contribution = p.contribution
    JOIN scope_state($scope) AS s ON s.id = o.state
    JOIN passage_theme AS pt ON pt.passage = p.passage
    JOIN theme AS t ON t.id = pt.theme
    WHERE p.in_scope AND is_chosen(($scope).themes, t.id)
)
SELECT state, name, theme, theme_group, count(*) AS passages,
    (SELECT count(DISTINCT passage) FROM said AS other WHERE other.state = said.state) AS of_state,
    (SELECT count(DISTINCT passage) FROM said AS other WHERE other.theme = said.theme) AS on_theme,
    (SELECT count(DISTINCT passage) FROM said) AS in_all
FROM said
GROUP BY state, name, theme, theme_group, position
ORDER BY name, position;
