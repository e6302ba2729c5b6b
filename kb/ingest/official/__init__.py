"""The official wording of an instrument, read from the user's own copy and placed on its provisions."""
