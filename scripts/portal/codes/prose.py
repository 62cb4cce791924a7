"""P4: texts."""

TEXT = r"""
P401: HTML in a text
  why: Texts are written in Markdown only. HTML can break a page, and can bring in programs that harm readers.
  mend: Remove it, or write it as Markdown. Comments for other authors go into lines that start with `#` in YAML
    files. A plain `<` is written `&lt;`.
  wrong:
    Women <b>built</b> the kiln.
  right:
    Women **built** the kiln.

P402: A heading in the wrong place
  why: In a field, the page makes the headings. In a page of your own, the title is the first heading; below it stand
    `##` and `###`. Screen readers use headings to move about, so no level may be left out.
  mend: In a field, use **strong** words. In a page, start with `##`, at the start of a line.
  wrong:
    # Women

    They built the kiln.
  right:
    **Women** built the kiln.

P403: A picture in the wrong place
  why: Only the drawings of the portal can be shown: they have a text for those who do not see them, a source, and
    colours that fit. They stand in pages, each in a paragraph of its own.
  mend: Remove the picture from the field. In a page write `![what it shows](diagram:phases-ring)` between two empty
    lines.
  wrong:
    ![Our town](town.jpg)
  right:
    See [the phases](concept:phases).

P404: Braces that set the look
  why: In some programs braces with a colon, a point or a number sign give a paragraph its look. Here the look is the
    same on all pages.
  mend: Remove the braces and what is in them.
  wrong:
    Women built the kiln. {: .large }
  right:
    Women built the kiln.

P405: A link that is not allowed
  why: A link may lead to another site (`https:`), to an e-mail address (`mailto:`), or to a page of the portal. Other
    kinds can run programs, or work on some computers only.
  mend: Write the whole address of the other site, or the name of a page of the portal, such as `case:ghana`.
  wrong:
    See [the study](file:///home/me/study.pdf).
  right:
    See [the study](https://www.example.org/study.pdf).

P406: A figure without a source
  why: Every figure in the portal can be traced to the place that states it. A paragraph (or an item of a list, or a
    cell of a table) that has a digit needs a citation or a figure from the data. Years, ordinals and numbers in names
    are exempt.
  mend: Add a citation to the same paragraph, or point at a result of the case. If it is your own count, say so in
    words.
  wrong:
    Women had 7 kilns.
  right:
    Women had 7 kilns [@unido-2020: Colombia, par. 1].

P407: A citation that is not complete
  why: A citation or a figure from the data starts with `[@` or `[#` and ends with a bracket on the same line. Without
    it, readers see the raw signs.
  mend: Add the closing bracket, and write the citation on one line.
  wrong:
    Women built the kiln [@unido-2020: Colombia.
  right:
    Women built the kiln [@unido-2020].

P408: An invisible character written as a code
  why: Codes such as `&#x200b;` write characters that nobody sees, but that change what is seen.
  mend: Remove the code.
  wrong:
    Women&#x200b; built the kiln.
  right:
    Women built the kiln.
"""
