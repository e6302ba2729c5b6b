"""What leaves the knowledge base: data files, tables and pictures of screens, documents, all public data in one ZIP."""
