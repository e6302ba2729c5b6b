-- A row: the provisions of one instrument whose text is established alike (text_status as shown): how many they are, which of
-- them the matrix shows (in_matrix, ids in order, separated by spaces) and how many published passages are coded to those of that status.
SELECT p.instrument, p.text_status, count(DISTINCT p.id) AS provisions,
    (
        SELECT string_agg(q.id, ' ' ORDER BY q.position) FROM shown_provision AS q
        WHERE q.instrument = p.instrument AND q.text_status = p.text_status AND q.in_matrix
    ) AS in_matrix,
    count(DISTINCT published.passage) AS passages
FROM shown_provision AS p
LEFT JOIN counted_coding AS c ON c.provision = p.id
LEFT JOIN published_passage AS published ON published.passage = c.passage
GROUP BY p.instrument, p.text_status
ORDER BY p.instrument, list_position(['official', 'restated', 'unverified', 'missing'], p.text_status);
