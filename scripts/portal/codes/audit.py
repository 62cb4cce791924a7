"""B5: the finished site."""

TEXT = r"""
B501: A link leads nowhere
  why: The page has a link, a picture or a script whose file is not in the site. Readers would see an error.
  mend: Correct the address in your text. If a case was taken out, take out what points at it.
  wrong:
    <a href="../concepts/phase.html">the phases</a>
  right:
    <a href="../concepts/phases.html">the phases</a>

B502: The place on a page does not exist
  why: The page is there, but it has no heading or entry with the name after the `#`.
  mend: Correct the part after the `#`, or leave it out.
  wrong:
    <a href="../glossary.html#joint-acton">joint action</a>
  right:
    <a href="../glossary.html#joint-action">joint action</a>

B503: An id stands twice on a page
  why: Links to a part of a page, and programs that read pages aloud, find the wrong one.
  mend: Give two headings of a page different words.
  wrong:
    <h2 id="results">Results</h2> <h2 id="results">Results</h2>
  right:
    <h2 id="results">Results</h2> <h2 id="other-results">Other results</h2>

B504: A script or style stands in the page
  why: The portal forbids programs and styles inside pages, so that no text can bring one in.
  mend: This comes from a template: put the script or style into a file of its own.
  wrong:
    <p style="color: red">Stop</p>
  right:
    <p class="warning">Stop</p>

B505: The page asks another site for something
  why: Readers would need a network and would be seen by the other site. The portal brings everything itself.
  mend: Put the file into `docs/assets` and use it from there. Links that readers click are allowed.
  wrong:
    <img src="https://www.example.org/map.png" alt="Map">
  right:
    <img src="../assets/img/map.png" alt="Map">

B506: A picture without words
  why: Readers who do not see the picture need words in its place.
  mend: Give the picture an alternative text; an empty one marks decoration.
  wrong:
    <img src="map.png">
  right:
    <img src="map.png" alt="Map of the valley">

B507: The page lacks its language, title or first heading
  why: Browsers, search engines and programs that read pages aloud need these. Each page has one main part and one
    first heading.
  mend: This comes from a template. Check that the page has a title in its keys.
  wrong:
    <html><head></head>
  right:
    <html lang="en"><head><title>About us</title></head>

B508: A heading skips a level
  why: Headings are like the table of contents of a book: below a chapter comes a section, not a part of a section.
  mend: Use `##` before you use `###`.
  wrong:
    <h1>Phases</h1> <h3>Selection</h3>
  right:
    <h1>Phases</h1> <h2>Selection</h2>

B509: A first visit of the page is too heavy
  why: Many readers pay for every megabyte. A page may load only so much before the reader does something; the message says
    how much, and how much of it is the page itself.
  mend: Make pictures smaller, or split the page. If much of it is not the page itself, let a script load data and code when
    somebody asks for them. How much each kind of page may weigh stands in `scripts/portal/build/weights.py`.

B510: The policy of a file to save does not fit what stands in it
  why: A module in one file brings its scripts and styles along. Its policy names each of them by its digest, so that nothing
    else can run in it, whoever has passed it on.
  mend: This comes from `scripts/portal/exports/whole.py`. Nothing may change the file after it was made.

B530: The policy of a page is not the portal's
  why: Each page tells the browser what it may load and run: files of the portal, and nothing else. A page without this policy, or
    with a wider one, would run what somebody smuggled into a text.
  mend: This comes from a template: `overrides/main.html` writes the policy, before any script and style.

B531: The data in a page cannot be read
  why: Search engines and the portal's own scripts read blocks of data in pages. One that is not JSON, or does not say what it
    describes, is lost for them.
  mend: This comes from the program: `scripts/portal/render/linked.py` writes the data for search engines, templates the other.

B560: The page itself is too heavy
  why: Whoever goes on to this page from another one of its kind loads its text and pictures only. They have a budget too.
  mend: Split the page, shorten its texts, or make its pictures smaller. How much each kind of page may weigh stands in
    `scripts/portal/build/weights.py`.
"""
