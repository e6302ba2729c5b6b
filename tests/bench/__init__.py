"""How fast the real server answers simulated readers: `python -m tests.bench`."""
