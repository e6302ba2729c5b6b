"""The screen States: the directory, one State, several side by side, one at several meetings."""
