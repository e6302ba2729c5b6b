"""The Submit screen: who hands in what, a draft passage by passage, and a receipt."""
