-- A row: two provisions that our editorial matching sets beside each other, whichever names the other.
-- No parameters.
SELECT DISTINCT one AS provision, other
FROM (
    SELECT id AS one, unnest(string_split(related, ' ')) AS other FROM provision WHERE related IS NOT NULL
    UNION ALL
    SELECT unnest(string_split(related, ' ')), id FROM provision WHERE related IS NOT NULL
    UNION ALL
    SELECT action, provision FROM counterpart
    UNION ALL
    SELECT provision, action FROM counterpart
)
WHERE one <> other
ORDER BY provision, other;
