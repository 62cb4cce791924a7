"""Stage 2: the content model. One file a kind of content; the descriptions are the author's manual."""
