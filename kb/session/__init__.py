"""The session desk: what the moves of facilitators come to, and what the knowledge base has to say to it."""
