"""R1: the file can be read."""

TEXT = r"""
R101: The file is too large
  why: Very large text files make every step slow, and are mostly something else by mistake: a table or a picture
    saved as text.
  mend: Split the file in two, or take long lists and data out of it.

R102: The file is saved in another encoding
  why: Letters can be stored in several ways. The portal reads one, `UTF-8`, because it can hold the letters of all
    languages. A file stored in another way shows wrong letters, such as a sign in place of é.
  mend: In your editor choose “Save with encoding” and then `UTF-8`. Look at the letter that the message points at:
    you may have to type it again.
  wrong:
    title: March� (a letter that was saved in another way)
  right:
    title: Marché

R103: A control character
  why: Characters below the space are signs for old machines. They are invisible, and they come in when text is pasted
    from a terminal or an old document.
  mend: Delete the character. When you cannot see it, delete the words around it and type them again.
  wrong:
    title: "The weavers\0 of South Bay"
  right:
    title: "The weavers of South Bay"

R104: An invisible character
  why: Some characters are not seen, but change what is seen: they turn the direction of the text or hide in the
    middle of a word. Readers, search and people who compare two versions are misled. Direction marks are not needed:
    browsers put Arabic and Hebrew in order by themselves.
  mend: Delete the character. When you cannot find it, delete the words around it and type them again, without
    pasting.
  wrong:
    title: "The wea\u200bvers of South Bay"
  right:
    title: "The weavers of South Bay"

R105: The file does not follow the rules of YAML
  why: Case files and reference files are written in YAML: a key, a colon, a space, a value. Some signs have a meaning
    there. The most frequent slip is a text that contains a colon and a space, or that starts with one of the signs
    `* & ! @ % [ {`.
  mend: Put quotation marks around the whole text, or write it on new lines below a `|`. When the message speaks of
    indentation, compare the line with those above it: what belongs together starts in the same column.
  wrong:
    title: Ghana: sweet oil
  right:
    title: "Ghana: sweet oil"

R106: A tab is used for indentation
  why: YAML counts the spaces at the start of a line. A tab looks like several spaces, but how many differs from
    editor to editor.
  mend: Replace the tab by spaces. Most editors can be told to write spaces when you press the tab key.
  wrong:
    period:
    →start: 2016
  right:
    period:
      start: 2016

R107: A second document starts in the file
  why: A line of three hyphens starts a new document in YAML. The portal reads one document from one file, so what
    follows would be lost.
  mend: Remove the line.
  wrong:
    title: Weavers
    ---
    short: South Bay
  right:
    title: Weavers
    short: South Bay

R108: The file is empty
  why: The file holds nothing, or only comments. It may have been saved before anything was written.
  mend: Restore its content or delete the file. A list that has no entries yet is written as `[]`.
  wrong:
    # docs/reference/acronyms.yml
    # Nothing yet.
  right:
    # docs/reference/acronyms.yml
    []

R109: Anchors, aliases and merge keys are not used here
  why: With `&` and `*` YAML can use one value in several places. Readers of the file lose track of it, and a few
    lines can stand for millions of values.
  mend: Write the value out in each place. If the text just starts with `*` or `&`, put quotation marks around the
    whole text.
  wrong:
    challenge: *Small firms* work alone.
  right:
    challenge: "*Small firms* work alone."

R110: Tags are not used here
  why: In YAML a word with an exclamation mark in front is a tag: it says what kind of value follows. Here the field
    decides that.
  mend: Remove the tag. If the text just starts with an exclamation mark, put quotation marks around the whole text.
  wrong:
    added: !!str 2026-11-23
  right:
    added: 2026-11-23

R111: Nested too deeply
  why: No field needs that many levels. Mostly a bracket was typed too often, or one is not closed.
  mend: Compare the brackets and the indentation with those of another file.
  wrong:
    sectors: [[[[[[[[[[[[[[[[[[crafts]]]]]]]]]]]]]]]]]]
  right:
    sectors: [crafts]

R112: A key stands twice
  why: When a key stands twice, nobody can tell which value is meant.
  mend: Keep one of the two. Two values of one key are a list.
  wrong:
    sectors: [crafts]
    sectors: [garments]
  right:
    sectors: [crafts, garments]

R113: A key is not a word
  why: What stands before the colon must be a plain word. A text that starts with a bracket is taken for a list.
  mend: Write a word in front of the colon. If the brackets belong to a text, put quotation marks around the whole
    text.
  wrong:
    title: {{ name }}
  right:
    title: "{{ name }}"

R114: The file leads out of the project
  why: The file is a link to a file elsewhere on this computer. On another computer that file does not exist, and
    private files could be published.
  mend: Copy the file into the project instead of linking to it.

R115: A file is missing that must be there
  why: The files in `docs/reference` hold the vocabulary, the bibliography and the settings; cases and pages point at
    them. A module needs `module.yml` and `lesson.md` in its folder.
  mend: Restore the file, or copy it from another portal. A list that has no entries yet is written as `[]`. For a
    module, `portal new module` shows what belongs into the files.

R116: The file cannot be opened
  why: The computer does not let you read the file, or the disk has a fault.
  mend: Give yourself the right to read the file, or copy it anew.
"""
