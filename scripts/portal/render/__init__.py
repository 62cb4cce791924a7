"""Stage 5: a translated corpus to a tree of pages: pure, no disk, no clock, no network."""
