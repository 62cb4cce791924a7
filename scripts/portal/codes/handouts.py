"""C36: templates to take away. The examples show the keys that matter; the rest of the file stays as it is."""

TEXT = r"""
C360: The part of the form is empty
  why: A part is a heading with something below it.
  mend: Give it one of `note`, `text`, `fields` and `table`, or remove it.
  wrong:
    # docs/templates/cluster-profile.yml
    parts:
      - {id: who, title: Who the cluster is}
  right:
    # docs/templates/cluster-profile.yml
    parts:
      - {id: who, title: Who the cluster is, fields: [{label: Name of the cluster}]}

C361: The rows do not fit the table
  why: On the page each cell of a row stands below the head of its column. The blank form has as many rows as `rows` says,
    and the first cells of them are those under `heads`.
  mend: Write as many cells as there are columns, and at least as many rows as there are heads. A cell with a comma in it
    needs quotes.
  wrong:
    # docs/templates/cluster-profile.yml
    parts:
      - id: firms
        title: Firms
        table: {columns: [Size, Firms, Source], rows: 2, example: [[One to nine workers, 31, count, spring]]}
  right:
    # docs/templates/cluster-profile.yml
    parts:
      - id: firms
        title: Firms
        table: {columns: [Size, Firms, Source], rows: 2, example: [[One to nine workers, 31, "count, spring"]]}

C362: The template and its parts do not belong together
  why: A form is made either from its own `parts`, or from the keys of the file that it mirrors. A file with a name that ends
    with `.example.yml` fills such a form.
  mend: Keep either `parts` or `mirrors`, and give a filled file the name of its template.
  wrong:
    # docs/templates/cluster-profile.yml
    mirrors: case
"""
