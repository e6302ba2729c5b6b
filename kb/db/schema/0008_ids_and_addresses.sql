-- What holds for ids and for addresses of sources in many tables.

-- Ids stand in addresses of the dashboard, and in lists separated by spaces. State codes have a rule of their own.
INSERT INTO rule
SELECT table_name, 'id', 'must be letters, digits, and . _ - after the first',
    'NOT regexp_full_match(this.id, ''[A-Za-z0-9][A-Za-z0-9._-]*'')'
FROM (
    VALUES ('instrument'), ('provision'), ('counterpart'), ('theme'), ('organisation'), ('meeting'), ('session'),
        ('appearance'), ('contribution'), ('mechanism')
) AS t (table_name);

-- What is shown as a link must lead to the web and nowhere else: a browser would run an address such as javascript:alert(1).
INSERT INTO rule
SELECT table_name, column_name, 'must begin with http:// or https://; several are separated by " | "',
    'NOT regexp_full_match(this.' || column_name || ', ''https?://[^\s|]+( \| https?://[^\s|]+)*'')'
FROM (
    VALUES ('counterpart', 'vap_source_url'), ('counterpart', 'ccm_source_url'), ('counterpart', 'crpd_source_url'),
        ('state', 'source_url'), ('state', 'affected_source'), ('outside_state', 'source_url'), ('meeting', 'source_url'),
        ('session', 'source_url'), ('session', 'venue_source'), ('appearance', 'source_url'),
        ('contribution', 'source_url'), ('delegation', 'source_url')
) AS t (table_name, column_name);

-- These may be words as well, and only the web's addresses among them.
INSERT INTO rule
SELECT table_name, column_name, 'must be words, or begin with http:// or https://; several are separated by " | "',
    'regexp_matches(
         regexp_replace('' | '' || this.' || column_name || ', '' \| https?://[^\s|]'', '''', ''g''), '' \| *[A-Za-z0-9+.-]*:''
     )'
FROM (VALUES ('provision', 'source'), ('session', 'coordinators_source')) AS t (table_name, column_name);
