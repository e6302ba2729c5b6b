-- One row: how much is published in all. at_ccm: contributions on the Convention made to a meeting of the Convention;
-- outside: made to no meeting; the others speak to another convention or were made to a meeting of one. passages: those
-- with substance, as every list shows.
SELECT count(*) AS contributions,
    count(*) FILTER (convention = 'CCM' AND meeting IN (SELECT id FROM meeting WHERE convention = 'CCM')) AS at_ccm,
    count(*) FILTER (meeting IS NULL) AS outside,
    (SELECT count(*) FROM published_passage WHERE substance) AS passages
FROM dated_contribution WHERE status = 'published';
