"""The static copy: the public reading screens as plain pages that need no script, no server and no connection."""
