-- A row: one paragraph of a contribution in another language than its own, by language, in order. Parameters: $contribution.
SELECT language, position, text, handed_in FROM translation WHERE contribution = $contribution ORDER BY language, position;
