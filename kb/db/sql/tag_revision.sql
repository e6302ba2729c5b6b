-- A row: one, with what tells two states of the tagged passages and their codes apart: how many, and a checksum.
-- Parameters: none.
SELECT count(*) AS passages, coalesce(bit_xor(hash(p.passage, p.text, p.language, p.text_kind, p.codings, p.themes, p.nothing_to_tag)), 0)::VARCHAR
        AS checksum,
    (SELECT coalesce(bit_xor(hash(id, text_status, short_title, summary, official_text)), 0)::VARCHAR FROM shown_provision) AS provisions,
    (SELECT coalesce(bit_xor(hash(id, label, description)), 0)::VARCHAR FROM theme) AS themes
FROM published_passage AS p WHERE p.substance;
