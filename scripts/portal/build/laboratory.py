"""What exercise pages need besides their text: proven outputs, the notebooks to take home, and the two Pythons."""

from __future__ import annotations

from pathlib import Path

import clusterlab
from portal.build import runtimes
from portal.build.prove import prove
from portal.corpus.corpus import Corpus
from portal.render.exercises import Lab

LIBRARY = Path(clusterlab.__file__).parents[1]


def laboratory(root: Path, corpus: Corpus) -> tuple[Lab, dict[str, bytes]]:
    """Prove every notebook; the outputs, and the files to publish. Raises ProblemsFound (N616) and NoRuntime."""
    books = {(mid, book) for mid, course in corpus.modules.items() for book in course.notebooks.values()}
    if not books:
        return Lab(), {}
    shown, files = {}, {}
    for mid, book in sorted(books, key=lambda entry: entry[1].file):
        text = (root / book.file).read_text(encoding="utf-8")
        shown[book.file] = prove(book, text, LIBRARY, root / "build" / "proved")
        files[f"modules/{mid}/{book.name}.ipynb"] = text.encode()
    made = runtimes.make(LIBRARY, root / "build" / "runtimes")
    return Lab(shown, (made.quick, made.full)), {**files, **made.files}
