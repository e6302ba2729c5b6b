-- Whether a State speaks as a Coordinator, the chair or the presidency, and not for itself. This is the only place where that
-- is decided, for what is recorded and at the session desk; what the chair says counts for no State. Needs no table.
CREATE MACRO names_the_chair(words) AS
    regexp_matches(words, '\b(co-?)?(coordinators?|chairs?|chair(man|woman|person)|president|presidency|presiding)\b', 'i');
CREATE MACRO is_of_the_chair(state, kind, speaker, detail, coordinators) AS
    kind IN ('opening', 'closing', 'presentation')
    AND (
        coalesce(list_contains(string_split(coordinators, ' '), state), false)
        OR names_the_chair(concat_ws(' ', speaker, detail))
    );
