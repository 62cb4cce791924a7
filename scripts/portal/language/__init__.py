"""Stage 4: a corpus and a catalogue make the same corpus in another language."""
