-- What States reported on the actions under lines in the scope, each passage counted once. A row: one State and one line.
-- Parameters: $scope, lines.
SELECT k.state, a.line, count(DISTINCT k.passage) AS passages
FROM line_provision AS a JOIN state_coding AS k ON k.provision = a.provision
WHERE list_contains($lines, a.line) AND NOT k.described
    AND is_here($scope, k.meeting, k.meeting_convention, k.convention, k.counted_line, k.first_date, k.last_date)
GROUP BY k.state, a.line;
