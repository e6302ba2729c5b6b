"""One reader for each format. For the worker (kb.ingest.sandbox.worker): nothing here may load the database."""
