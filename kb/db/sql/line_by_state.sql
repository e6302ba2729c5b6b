-- A row: one State and one discussion line ('none' where neither the source nor we say which); the State's own published
-- contributions with a text in the scope, of which `inferred` have a line that we infer. One under several lines counts in each; the
-- distinct contributions of the State, under the line and in all stand beside it.
-- Parameters: $scope.
WITH said AS MATERIALIZED (
    SELECT DISTINCT s.id AS state, s.name, l.discussion_line, c.id AS contribution,
        c.line IS NULL AND c.line_inferred IS NOT NULL AS inferred
    FROM scope_contribution($scope) AS c
    CROSS JOIN unnest(coalesce(string_split(c.counted_line, ' '), ['none'])) AS l (discussion_line)
    JOIN own_contribution AS o ON o.contribution = c.id AND o.work <> 'no text'
    JOIN scope_state($scope) AS s ON s.id = o.state
    WHERE c.status = 'published' AND is_chosen(($scope).voices, c.voice)
)
SELECT state, name, discussion_line, count(*) AS contributions, count(*) FILTER (inferred) AS inferred,
    (SELECT count(DISTINCT contribution) FROM said AS other WHERE other.state = said.state) AS of_state,
    (SELECT count(DISTINCT contribution) FROM said AS other WHERE other.discussion_line = said.discussion_line) AS on_line,
    (SELECT count(DISTINCT contribution) FROM said) AS in_all
FROM said
GROUP BY state, name, discussion_line
ORDER BY name, discussion_line;
