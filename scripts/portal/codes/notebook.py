"""N6: exercises."""

TEXT = r"""
N601: The file is not a notebook
  why: An exercise is a Jupyter notebook in format `4.5`. Older formats have no ids for cells, and without ids an answer
    could not be kept or checked.
  mend: Open the file in a current Jupyter and save it. When it does not open there, take the last copy that did.

N602: A cell without an id of its own
  why: The page finds each cell by its id: the exercise X, its check, its hints, and what a reader kept of it.
  mend: Give each cell an id of small letters, digits and single hyphens, in the file itself or with a tool for
    notebooks. Keep it for ever once the page is published.

N603: A tag that is not known, or none
  why: The tag of a code cell says what the page does with it. A cell without one would be lost.
  mend: Use one of `setup`, `inputs`, `demo`, `exercise`, `check`, `solution`; and `hint` for a Markdown cell that helps.

N604: An output is kept in the file
  why: The portal runs every notebook itself when it builds the page. A kept output may be older than the code above it.
  mend: In Jupyter choose “Clear outputs of all cells”, then save.

N605: An output with an error or a script
  why: An error shows that the code does not run. A script in an output would run on the reader's page.
  mend: Mend the code, clear all outputs, and save.

N606: A place on your own machine
  why: A path such as a home folder exists on your machine only, and tells readers how it is called.
  mend: Write the data into the notebook, as a text that `parse_table` reads.

N607: The notebook is too large
  why: Readers load the notebook with the page, often with a slow line.
  mend: Clear the outputs, and take long data out.

N608: An attachment
  why: Attached pictures are not shown on the page, and they make the file large.
  mend: Remove the attachment. Let the code draw a chart, or describe in words what the picture shows.

N609: An exercise is not whole
  why: Each exercise X needs a text X-task, a check X-check and a solution X-solution. Without a check, nobody learns
    whether an answer is right; without a solution, the build cannot prove that the check can be passed.
  mend: Add the missing cell with its id, and its tag if it is a code cell.

N610: A part without its exercise
  why: A check, a hint or a solution finds its exercise by its id. This one finds none, so it would never be shown.
  mend: Call it `X-check`, `X-solution` or `X-hint-1`, where X is the id of the exercise. Hints count from one.

N611: The fields cannot be made
  why: The page turns each line of the cell with the tag `inputs` into a field, so that readers who do not program can
    change the numbers. For that, a line must be a plain name, a plain value, and a comment.
  mend: Write each line as `name = 100  # unit | Label`. Leave the unit empty where there is none. What must be computed
    goes into a cell with the tag `setup` after it.

N612: The notebook does not say what it is
  why: The title, the minutes and the outcomes stand on the page and in the module. Readers must see whether the data
    are invented.
  mend: Write these keys into the metadata of the notebook, under `portal`.

N613: Code that cannot run in the browser
  why: Readers run the code in their browser, with the standard library and `clusterlab` and nothing else.
  mend: Run the cell in Jupyter and mend what it reports. Replace other packages by `clusterlab` or by plain Python.

N614: A heading in the wrong place
  why: The headings of a notebook become the headings of the page. Each stands at the start of a cell, so that the
    page can be put together from the cells.
  mend: Start the first cell with `#` and the title, others with `##`. Use **strong** words elsewhere.

N615: A cell of the wrong type
  why: Hints are texts, everything else with a tag is code. Cells of other types are not shown anywhere.
  mend: Change the type of the cell in Jupyter.

N616: The proof of an exercise fails
  why: The portal runs every exercise before it publishes it. Each solution must pass its check, and each untouched
    starter must fail it with a message that helps.
  mend: Run the cells in the order of the message, in a fresh notebook. A check is `assert condition, "what to do"`.
"""
