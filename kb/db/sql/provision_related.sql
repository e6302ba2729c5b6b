-- A row: a provision that is on the same subject as $provision, whichever of the two names the other; basis: where the
-- matching comes from.
-- Parameters: $provision.
SELECT other.id AS provision, coalesce(other.related_basis, this.related_basis) AS basis
FROM provision AS this JOIN provision AS other ON other.id <> this.id
WHERE this.id = $provision AND (
    list_contains(string_split(this.related, ' '), other.id) OR list_contains(string_split(other.related, ' '), this.id)
)
ORDER BY other.instrument, other.position, other.id;
