"""What leaves the knowledge base: the data files, and the coverage matrix as CSV and JSON."""
