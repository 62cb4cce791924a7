"""C39: files of translations."""

TEXT = r"""
C390: A translation loses what must stay
  why: A name in braces is replaced by a number or a name, and citations, figures and link targets are the same in all languages.
    A translation without them, or with others, would show readers a sentence with a hole, or a figure without its source.
  mend: Open the file in a translation program and copy the missing piece from the original, sign by sign.

C391: A file of translations cannot be read
  why: Translations are kept in files of the form PO. This one is damaged, or it was saved by another program.
  mend: Open it in a translation program, which says where it is damaged, or restore the last good version.
"""
