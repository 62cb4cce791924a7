"""C35: questions for tests, and tests. The examples show the keys that matter; the rest of the file stays as it is."""

TEXT = r"""
C350: The twin is not whole
  why: A test has two forms, A and B. A twin is two questions in `pool.yml` with the same name: one for each form. So both forms
    ask for the same.
  mend: Give each name of a twin to exactly two questions, one with `form: a` and one with `form: b`.

C351: Twins are not alike
  why: A result before and one after a course can be compared only when both forms are equally hard. So twins have the same
    type, outcome, difficulty and points, and as many answers to choose from.
  mend: Change one of the two questions.

C352: The test is for nothing that exists
  why: A test asks about the modules of a learning path or of a workshop. It names one of them, by its id.
  mend: Write the id of a path in `paths.yml` after `path:`, or of a workshop in `programmes.yml` after `programme:`.

C353: A number of the test cannot be right
  why: A final test says which share of the points is needed to pass. A test before and after the course is not passed or failed.
    Shares are in percent. A test has a question or more.
  mend: The message says which number is wrong.
"""
