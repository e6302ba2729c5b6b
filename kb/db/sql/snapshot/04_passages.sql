-- Published passages with whether they are on the subject of the scope (provisions, themes, assessments) and whether they are
-- in the scope, whosever they are; one without substance is on nothing. States do not limit here: see passages.sql.
CREATE MACRO scoped_passage(scope) AS TABLE
    SELECT * EXCLUDE (in_life_of, counted_line),
        on_subject AND is_chosen((scope).voices, voice)
            AND is_here(scope, meeting, in_life_of, counted_line, first_date, last_date) AS in_scope
    FROM (
        SELECT p.*,
            p.substance AND is_on(scope, p.themes, p.assessments)
            AND (
                (scope).provisions IS NULL OR p.passage IN (
                    SELECT w.passage FROM whole_coding AS w
                    WHERE list_contains((scope).provisions, w.provision) AND has_chosen((scope).assessments, w.assessments)
                )
            ) AS on_subject
        FROM published_passage AS p
    );
