-- A row: one provision and one theme of it: a theme on at least half of the published passages coded to the provision itself,
-- and on two or more. on_theme, coded: how many passages are on the theme, and coded to the provision.
-- No parameters.
WITH coded AS (
    SELECT DISTINCT c.passage, c.provision, p.themes
    FROM counted_coding AS c JOIN published_passage AS p ON p.passage = c.passage
    WHERE c.provision IS NOT NULL
),
held AS (SELECT provision, count(*) AS coded FROM coded GROUP BY provision),
themed AS (
    SELECT provision, theme, count(*) AS on_theme
    FROM (SELECT provision, unnest(themes) AS theme FROM coded) GROUP BY provision, theme
)
SELECT t.provision, t.theme, t.on_theme, h.coded
FROM themed AS t JOIN held AS h ON h.provision = t.provision
WHERE t.on_theme >= 2 AND 2 * t.on_theme >= h.coded
ORDER BY t.provision, t.on_theme DESC, t.theme;
