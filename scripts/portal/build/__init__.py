"""Stage 8: engine, search index, audit, publication."""
