"""The session desk: running a session in the room, reading where it stands, and what follows it."""
