-- A row: one published passage to which a State or organisation may reply, newest first.
-- relation: own, its own or of a collective statement it is aligned with; about, of others about it.
-- Parameters: $contributor, $passage (null for any), $limit.
SELECT *
FROM (
    SELECT p.*,
        CASE
            WHEN p.state = $contributor OR p.contributor = $contributor OR EXISTS (
                FROM alignment AS a WHERE a.contribution = p.contribution AND a.state = $contributor
            ) THEN 'own'
            WHEN p.about_state = $contributor THEN 'about'
        END AS reply_to
    FROM published_passage AS p
    WHERE $passage IS NULL OR p.passage = $passage
)
WHERE reply_to IS NOT NULL
ORDER BY reply_to = 'own' DESC, last_date DESC NULLS LAST, contribution, position
LIMIT $limit;
