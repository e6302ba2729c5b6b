-- A row: one paragraph of these contributions in another language than its own, by language, in order.
-- Parameters: $contributions.
SELECT contribution, language, position, text, handed_in
FROM translation WHERE list_contains($contributions, contribution)
ORDER BY language, position;
