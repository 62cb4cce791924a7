"""site.yml: the one file a publisher changes, and the front matter of a page."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from portal.schema.base import Authored, Model, some
from portal.schema.scalars import Address, Colour, Date, Id, Language, Modulus, Name, Truth, line

# A key whose private half was never kept.
EXAMPLE_KEY = (
    "4CEiTGVXETi1V_QjXNjVimSnoWJQA6nKaiZYcvAaciEizNbm1olJSLSVYVHGG2K-dUIcqU7iI_43D2kbj-Onzhjr_0td-7Z-"
    "wPF9kyhpCxXE2XLywR3rIF7TpbnUVN7HUkrHTy2wYkdQMMnpQ6OjSzIp6YGy2-"
    "zmCmkIyjJy2kLP9u6G4FdfYI3YIvXqQRugYnbdbOmbTUOx37-"
    "GtOmhqR7RUlUeaN967bUMwlHYp5UnOUBBIAT91Ga_H37nISSbWcOZT4PiLPzdH3VBJIV9-TZ7etj0-"
    "_U7839dCQS_X19NCykBiJW5eLIqwcA1vh1vTNtQESB6-Ly2jpV_-3eCyw"
)
EXAMPLE_PUBLIC = f"{{kty: RSA, n: {EXAMPLE_KEY}, e: AQAB}}"


class Colours(Model):
    """The portal's colours; the audit checks that text on them stays readable."""

    primary: Colour = Field(
        "#0b4f5c",
        description="Header, links and buttons in light mode. White text on it must be readable.",
        examples=['"#1f4e79"'],
    )
    accent: Colour = Field(
        "#b4531a", description="Marks and highlights in light mode. It must be readable on white.", examples=['"#8a3b12"']
    )


class Publish(Model):
    """What to publish; leave a key out to publish everything."""

    cases: some(Id) = Field(
        (),
        description="The cases to publish, by id (the file name without `.yml`), in the order of the list.",
        examples=["[ghana, colombia]"],
    )


class Featured(Model):
    """What the home page shows first."""

    cases: some(Id) = Field((), description="Cases, by id.", examples=["[colombia, argan]"])
    concepts: some(Id) = Field(
        (), description="Concept pages, by id (the file name in `docs/concepts` without `.md`).", examples=["[clusters, phases]"]
    )


class DoorLink(Model):
    """A link of a door."""

    label: line(80) = Field(description="What readers see.", examples=["Cases to discuss"])
    to: Name = Field(description="An address inside the portal.", examples=["cases/index.html"])


class Door(Model):
    """A way in from the home page, for one kind of user."""

    who: line(80) = Field(description="Whom it is for, in their own words.", examples=["I train officials and institutions"])
    what: line(240) = Field(
        description="What they find.", examples=["Cases to discuss, diagrams to show and briefs to hand out."]
    )
    links: some(DoorLink) = Field(
        description="Where they should go first.", examples=["[{label: Cases to discuss, to: cases/index.html}]"]
    )


class PublicKey(Model):
    """The public half of a trainer's key, as `portal certify keys` writes it. The private half has no place here."""

    kty: Literal["RSA"] = Field(description="The kind of key.", examples=["RSA"])
    n: Modulus = Field(description="The long number of the key, as `portal certify keys` prints it.", examples=[EXAMPLE_KEY])
    e: Literal["AQAB"] = Field(description="The short number of the key.", examples=["AQAB"])


class CertificateKey(Model):
    """A key that this portal answers for: certificates signed with it are shown as valid."""

    name: Name = Field(description="Whose key it is: person and organisation.", examples=["A. Trainer, Chamber of Crafts"])
    since: Date = Field(description="The first day on which certificates could be signed with it.", examples=["2026-11-23"])
    until: Date | None = Field(
        None,
        description="The last such day. Write it when a key is given up, or when somebody else may have it.",
        examples=["2028-12-31"],
    )
    key: PublicKey = Field(description="The public key.", examples=[EXAMPLE_PUBLIC])


class Site(Model):
    """Name, look, owner and content of one published portal."""

    name: line(80) = Field(description="The name of the portal.", examples=["Leather Cluster School"])
    short_name: line(24) = Field(description="A short name for small screens.", examples=["Leather School"])
    tagline: line(160) = Field(description="One line under the name.", examples=["What leather workshops can do together"])
    description: line(300) = Field(
        description="One or two sentences for search engines and previews of links.",
        examples=["Cases and training on clusters of leather workshops, with sources."],
    )
    logo: Name | None = Field(
        None,
        description="A picture in `docs/assets/img`. The portal's own mark is used when left out.",
        examples=["assets/img/logo.svg"],
    )
    logos: some(Name) = Field(
        (),
        description="Pictures in `docs/assets/img` that stand beside the logo on certificates: those of partners.",
        examples=["[assets/img/partner.svg]"],
    )
    colours: Colours = Field(Colours(), description="Your colours.", examples=['{primary: "#1f4e79", accent: "#8a3b12"}'])
    publisher: line(120) = Field(description="Who publishes the portal.", examples=["Chamber of Crafts"])
    contact: Name = Field(description="An e-mail address for corrections and answers.", examples=["office@chamber.example"])
    address: Address = Field(
        description="Where the portal is published, with a slash at the end.", examples=["https://chamber.example/clusters/"]
    )
    funder: line(240) | None = Field(
        None, description="One line on who paid for the portal.", examples=["Made with the support of the Example Fund."]
    )
    licence: line(200) = Field(
        description="The licence of the texts, as it is printed on each page.", examples=['"Text: CC BY 4.0"']
    )
    version: Name = Field(
        description="The edition, printed on every page. Put it in quotes when it is a number.", examples=['"2026.11"']
    )
    languages: some(Language) = Field(
        ("en",), description="The languages to publish. The first one has the short addresses.", examples=["[en, fr]"]
    )
    publish: Publish = Field(
        Publish(), description="What to publish. Leave it out to publish everything.", examples=["{cases: [ghana, colombia]}"]
    )
    featured: Featured = Field(
        Featured(), description="What the home page shows first.", examples=["{cases: [colombia], concepts: [clusters]}"]
    )
    offline: Truth = Field(
        True,
        description="Whether readers can save the portal for use without a network. With `false` the worker of earlier editions "
        "removes what it saved, and itself.",
        examples=["false"],
    )
    certificate_keys: some(CertificateKey) = Field(
        (),
        description="The public keys with which trainers sign certificates for this portal. The page verify.html knows them.",
        examples=[f"[{{name: A. Trainer, since: 2026-11-23, key: {EXAMPLE_PUBLIC}}}]"],
    )
    doors: some(Door) = Field(
        description="The ways in on the home page, one for each kind of user.",
        examples=["[{who: I train institutions, what: Cases to discuss., links: [{label: All cases, to: cases/index.html}]}]"],
    )


class Page(Authored):
    """What stands at the top of a hand-written page in docs/, in front of its text."""

    title: line(90) = Field(description="The title; it becomes the first heading.", examples=["The six phases"])
    summary: line(240) = Field(
        description="One sentence for lists and search results, without Markdown.",
        examples=["What happens in a cluster project, from choosing a cluster to judging results."],
    )
    shows: Literal["principle", "phase", "five_c", "sdg", "instrument", "actor"] | None = Field(
        None,
        description="Adds a table of the cases that illustrate each value of this list, and the modules on it. For `actor`: the "
        "modules only.",
        examples=["phase"],
    )
