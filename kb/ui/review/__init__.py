"""The Review screen: what waits, one contribution with every judgement side by side, and what is done with it."""
