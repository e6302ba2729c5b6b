-- A row: an editorial match of an action, a provision of the Convention and an article of the disability convention (CRPD)
-- in which $provision stands; action, provision or crpd_article may be empty.
-- Parameters: $provision.
SELECT id, action, action_basis, provision, crpd_article, crpd_title, relation, basis, vap_source_url, ccm_source_url,
    crpd_source_url
FROM counterpart
WHERE action = $provision OR provision = $provision
ORDER BY id;
