"""PDF: letters, lines, blocks and order of a page, read with PDFium. For the worker (kb.ingest.sandbox.worker)."""
