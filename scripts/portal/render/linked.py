"""What a page is, for machines: JSON-LD in the words of schema.org, with the fields of LRMI and of accessibility.

A data block of this type is never run, so the Content-Security-Policy of the pages lets it through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from portal.corpus.corpus import Corpus
from portal.language.catalogue import Catalogue
from portal.render import cards
from portal.render.chrome import home
from portal.render.dates import changes, newest
from portal.render.lessons import minutes
from portal.render.opendata import FOLDER, PAGE
from portal.render.views import sources_of
from portal.render.words import Words
from portal.schema.reference import Source, Tag

Node = dict[str, Any]
TYPES = {
    "home": "WebSite", "cases": "CollectionPage", "facet": "CollectionPage", "concepts": "CollectionPage",
    "modules": "CollectionPage", "sources": "CollectionPage", "sourcekind": "CollectionPage", "evidence": "CollectionPage",
    "case": "LearningResource", "brief": "LearningResource", "concept": "LearningResource", "lesson": "Course", "quiz": "Quiz",
    "exercise": "LearningResource", "trainer": "LearningResource", "glossary": "DefinedTermSet", "acronyms": "DefinedTermSet",
    "results": "Dataset", "silences": "Dataset", "disputed": "Dataset", "timeline": "WebPage", "compare": "WebPage",
    "data": "DataCatalog", "page": "WebPage", "progress": "WebPage", "paths": "CollectionPage", "path": "Course",
    "programme": "LearningResource", "planner": "WebPage", "handouts": "CollectionPage", "handout": "LearningResource",
    "tests": "CollectionPage", "test": "Quiz", "revise": "WebPage", "confirmation": "WebPage",
    "offline": "WebPage", "privacy": "WebPage",
    "report": "WebPage", "verify": "WebPage", "search": "SearchResultsPage", "map": "CollectionPage",
}  # fmt: skip
TABLES = ("cases", "results", "modules", "terms", "sources")
FEATURES = ("structuralNavigation", "alternativeText", "readingOrder", "displayTransformability", "highContrastDisplay")
HAZARDS = ("noFlashingHazard", "noMotionSimulationHazard", "noSoundHazard")
ACCESS = "Everything is text, or has a text beside it. Pages can be read with the keyboard alone, enlarged, and without scripts."


class Linked:
    """Describes the pages of one language."""

    def __init__(self, corpus: Corpus, catalogue: Catalogue):
        self.corpus, self.site, self.language = corpus, corpus.site, catalogue.language
        self.home = home(corpus, catalogue)
        self.words = Words(catalogue, {}).plain
        self.days, self.last = changes(corpus), newest(corpus)

    def of(self, fields: Mapping[str, Any]) -> Node | None:
        """The description of the page with this front matter; None for a kind that has none."""
        kind = fields["kind"]
        if kind not in TYPES:
            return None
        more: Callable[[str], Node] = getattr(self, f"_{kind}", lambda address: {})
        return {"@context": "https://schema.org", "@type": TYPES[kind], **self._common(fields), **more(fields["address"])}

    def _common(self, fields: Mapping[str, Any]) -> Node:
        """What is said of every page."""
        address = fields["address"]
        url = self.home + address
        return {
            "@id": url, "url": url, "name": fields["title"], "description": fields["description"], "inLanguage": self.language,
            "image": self.home + fields.get("card", cards.SITE), "dateModified": self.days.get(address, self.last).isoformat(),
            "isAccessibleForFree": True, "license": {"@type": "CreativeWork", "name": self.site.licence},
            "publisher": {"@type": "Organization", "name": self.site.publisher}, **self._part(address), **self._access(),
        }  # fmt: skip

    def _part(self, address: str) -> Node:
        whole = {"@type": "WebSite", "@id": self.home + "index.html", "name": self.site.name}
        return {"version": self.site.version} if address == "index.html" else {"isPartOf": whole}

    def _access(self) -> Node:
        sufficient = {"@type": "ItemList", "itemListElement": ["textual"]}
        return {
            "accessMode": ["textual", "visual"], "accessModeSufficient": [sufficient], "accessibilityFeature": list(FEATURES),
            "accessibilityHazard": list(HAZARDS), "accessibilitySummary": self.words(ACCESS),
        }  # fmt: skip

    def _case(self, address: str) -> Node:
        cid = address.removeprefix("cases/").removesuffix(".html")
        case, corpus = self.corpus.cases[cid], self.corpus
        tags = [*self._tags("sector", case.sectors), *self._tags("instrument", case.instruments)]
        return {
            "learningResourceType": "case study", "datePublished": case.added.isoformat(), "author": _organisation(case.author),
            "about": [_term(tag) for tag in tags], "temporalCoverage": f"{case.period.start}/{case.period.end}",
            "spatialCoverage": [_place(corpus.country[code].name, code) for code in case.countries],
            "funder": [_organisation(tag.label) for tag in self._tags("organisation", case.donors)],
            "citation": [_cited(source) for source in sources_of(corpus, cid)],
        }  # fmt: skip

    def _brief(self, address: str) -> Node:
        case = self.home + address.replace("briefs/", "cases/")
        return {"learningResourceType": "handout", "isBasedOn": case}

    def _concept(self, address: str) -> Node:
        page = self.corpus.pages[address.removesuffix(".html") + ".md"].page
        added = page.added.isoformat()
        return {"learningResourceType": "concept page", "datePublished": added, "author": _organisation(page.author)}

    def _lesson(self, address: str) -> Node:
        mid = address.split("/")[1]
        course, folder = self.corpus.modules[mid], self.home + f"modules/{mid}/"
        module = course.module
        quiz = [{"@type": "Quiz", "@id": f"{folder}quiz.html", "name": module.title}] if course.items else []
        parts = [{"@type": "LearningResource", "@id": f"{folder}{name}.html", "name": book.title}
                 for name, book in course.notebooks.items()]  # fmt: skip
        return {
            "provider": _organisation(self.site.publisher), "author": _organisation(module.author), "courseCode": mid,
            "datePublished": module.added.isoformat(), "educationalLevel": module.level, "learningResourceType": "module",
            "teaches": [aim.text for aim in module.outcomes], "timeRequired": _duration(minutes(course).all),
            "coursePrerequisites": [self.home + f"modules/{name}/index.html" for name in module.prerequisites],
            "audience": {"@type": "EducationalAudience", "educationalRole": "cluster manager"},
            "interactivityType": "mixed", "hasPart": [*quiz, *parts],
        }  # fmt: skip

    def _quiz(self, address: str) -> Node:
        course = self.corpus.modules[address.split("/")[1]]
        return {
            **self._of_module(address), "learningResourceType": "quiz", "educationalUse": "self-assessment",
            "assesses": [aim.text for aim in course.module.outcomes], "timeRequired": _duration(course.module.minutes.quiz),
        }  # fmt: skip

    def _test(self, address: str) -> Node:
        return {"learningResourceType": "test", "educationalUse": "assessment", "interactivityType": "active"}

    def _exercise(self, address: str) -> Node:
        return {**self._of_module(address), "learningResourceType": "exercise", "interactivityType": "active"}

    def _trainer(self, address: str) -> Node:
        audience = {"@type": "EducationalAudience", "educationalRole": "trainer"}
        return {"learningResourceType": "lesson plan", "educationalUse": "instruction", "audience": audience}

    def _path(self, address: str) -> Node:
        path = next(path for path in self.corpus.paths if address == f"paths/{path.id}.html")
        modules = dict.fromkeys(step.module for step in path.steps if step.module)
        return {
            "provider": _organisation(self.site.publisher), "author": _organisation(path.author), "courseCode": path.id,
            "datePublished": path.added.isoformat(), "learningResourceType": "learning path", "timeRequired": f"PT{path.hours}H",
            "hasPart": [
                {"@type": "Course", "@id": self.home + f"modules/{mid}/index.html", "name": self.corpus.modules[mid].module.title}
                for mid in modules
            ],
        }  # fmt: skip

    def _programme(self, address: str) -> Node:
        audience = {"@type": "EducationalAudience", "educationalRole": "trainer"}
        return {"learningResourceType": "workshop programme", "educationalUse": "instruction", "audience": audience}

    def _handout(self, address: str) -> Node:
        filled = address.endswith("-example.html")
        return {"learningResourceType": "worked example" if filled else "template", "educationalUse": "assignment"}

    def _of_module(self, address: str) -> Node:
        module = self.corpus.modules[address.split("/")[1]].module
        whole = {"@type": "Course", "@id": self.home + f"modules/{address.split('/')[1]}/index.html", "name": module.title}
        return {"isPartOf": whole, "educationalLevel": module.level, "interactivityType": "active"}

    def _glossary(self, address: str) -> Node:
        return {"hasDefinedTerm": [
            {"@type": "DefinedTerm", "@id": f"{self.home}{address}#{term.id}", "name": term.term, "termCode": term.id}
            for term in self.corpus.glossary
        ]}  # fmt: skip

    def _acronyms(self, address: str) -> Node:
        return {"hasDefinedTerm": [
            {"@type": "DefinedTerm", "termCode": entry.acronym, "name": entry.expands} for entry in self.corpus.acronyms
        ]}  # fmt: skip

    def _results(self, address: str) -> Node:
        return self._data("results")

    def _silences(self, address: str) -> Node:
        return self._data("cases")

    _disputed = _silences

    def _data(self, table: str) -> Node:
        """A data set: its files, and where it is described. At the page of all of them, each of them."""
        if table == PAGE:
            return {"dataset": [self._named(name) for name in TABLES]}
        files = [self._file(table, kind, media) for kind, media in (("csv", "text/csv"), ("json", "application/json"))]
        catalogue = {"@type": "DataCatalog", "@id": self.home + PAGE}
        return {"creator": _organisation(self.site.publisher), "includedInDataCatalog": catalogue, "distribution": files}

    def _named(self, table: str) -> Node:
        title = self.words(table.capitalize())
        about = self.words("The table “{name}” of the open data of this portal.").replace("{name}", title)
        given = {"name": title, "description": about, "license": self.site.licence}
        return {"@type": "Dataset", "@id": f"{self.home}{PAGE}#{table}", **given, **self._data(table)}

    def _file(self, table: str, kind: str, media: str) -> Node:
        return {"@type": "DataDownload", "encodingFormat": media, "contentUrl": f"{self.home}{FOLDER}/{table}.{kind}"}

    def _tags(self, kind: str, names: Iterable[str]) -> list[Tag]:
        return [self.corpus.tags[kind, name] for name in names]


def _organisation(name: str) -> Node:
    return {"@type": "Organization", "name": name}


def _term(tag: Tag) -> Node:
    return {"@type": "DefinedTerm", "name": tag.label, "termCode": tag.id}


def _place(name: str, code: str) -> Node:
    return {"@type": "Place", "name": name, "identifier": code}


def _cited(source: Source) -> Node:
    made: Node = {"@type": "CreativeWork", "name": source.title, "publisher": _organisation(source.publisher)}
    return {**made, **({"url": source.url} if source.url else {})}


def _duration(count: int) -> str:
    """Minutes as ISO 8601 writes a duration."""
    return f"PT{count}M"
