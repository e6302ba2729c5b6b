"""The screen Actions and Article 5: the instrument to read, and one action or article of it."""
