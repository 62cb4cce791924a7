"""What exercise pages need besides their text: proven outputs, the notebooks as written, and the two Pythons."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import clusterlab
from portal.build import runtimes
from portal.build.prove import Kernels, prove
from portal.corpus.corpus import Corpus
from portal.render.exercises import Lab

LIBRARY = Path(clusterlab.__file__).parents[1]


def laboratory(root: Path, corpus: Corpus, progress: Callable[[str], None]) -> tuple[Lab, dict[str, bytes]]:
    """Prove every notebook; what the pages show, and the files of both Pythons. Raises ProblemsFound (N616) and NoRuntime.

    ``progress`` is told which notebook is run; those proven before are not run again.
    """
    books = sorted((book for course in corpus.modules.values() for book in course.notebooks.values()), key=lambda book: book.file)
    if not books:
        return Lab(), {}
    texts = {book.file: (root / book.file).read_text(encoding="utf-8") for book in books}
    with Kernels(LIBRARY, lambda name: progress(f"Running the exercise {name}")) as kernels:
        shown = {book.file: prove(book, texts[book.file], LIBRARY, root / "build" / "proved", kernels) for book in books}
    made = runtimes.make(LIBRARY, root / "build" / "runtimes")
    return Lab(shown, texts, (made.quick, made.full)), dict(made.files)
