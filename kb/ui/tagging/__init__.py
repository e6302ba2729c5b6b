"""The screen Tag passages: what is left, one passage in its context, and what a coder says of it."""
