"""Stage 3: everything read, held together: cross-file rules and indexes."""
