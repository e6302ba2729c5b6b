"""What screens are made of: pieces of HTML, each from the answer to a question."""
