"""Stage 1: bytes to a tree in which every value knows its file, line and column."""
