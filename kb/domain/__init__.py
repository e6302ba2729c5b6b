"""What the words of the field mean: types, labels, the scope in an address and in words, citations. Asks nothing."""
