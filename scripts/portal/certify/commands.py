"""``portal certify keys|sign|check``. The key stays with the trainer; nothing here goes near the project or a network."""

from __future__ import annotations

import datetime
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from portal.console import fail, project, report
from portal.corpus.corpus import Corpus
from portal.problems import ProblemsFound
from portal.read.files import CONTROL, HIDDEN
from portal.read.places import open_to_others, published, tracked

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    from portal.certify.verify import Known, Verdict

PRIVATE, PUBLIC = "certificate-key.pem", "certificate-key.public.json"
UNSEEN = re.compile(f"{CONTROL.pattern}|{HIDDEN.pattern}|[\n\r\t\ud800-\udfff]")
FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
def certify() -> None:
    """Sign certificates of a class with a key of your own, and check them (Open Badges 3.0)."""


@certify.command()
@click.option("--to", "folder", type=FOLDER, required=True, help="Put the two files into this folder, outside of the project.")
@click.option("--name", default="A. Trainer", help="Whose key it is, for the entry in site.yml: person, organisation.")
@click.option("--phrase", is_flag=True, help="Ask for a pass phrase that locks the private key.")
def keys(folder: Path, name: str, phrase: bool) -> None:
    """Make a pair of keys: one that signs and stays with you, and one that others check with."""
    from portal.certify import keys as made
    from portal.write import add, secret

    outside(folder, "A private key")
    if where := tracked(folder):
        warning = f"{folder} lies in {where}, which git tracks. Never commit {PRIVATE}; better choose another folder."
        click.echo(f"Warning: {warning}", err=True)
    asked = click.prompt("Pass phrase", hide_input=True, confirmation_prompt=True, err=True) if phrase else None
    pem, public = made.make(asked)
    try:
        secret(folder / PRIVATE, pem)
    except FileExistsError:
        fail(f"{folder / PRIVATE} exists already; a key is never overwritten")
    add(folder, {PUBLIC: (json.dumps(public, indent=2) + "\n").encode()})
    say(f"In {folder}: {PRIVATE} (keep it to yourself, and keep a copy in a safe place) and {PUBLIC} (for everybody).")
    say(f"Fingerprint of the key: {made.fingerprint(public)}")
    say("Ask the publisher to add this to docs/reference/site.yml, so that verify.html knows the key:")
    click.echo(listing(name, public))


def listing(name: str, public: dict[str, str]) -> str:
    """The entry for site.yml."""
    since = datetime.datetime.now().date().isoformat()
    quoted = json.dumps(name, ensure_ascii=False)
    return f'certificate_keys:\n  - {{name: {quoted}, since: {since}, key: {{kty: RSA, n: "{public["n"]}", e: {public["e"]}}}}}'


@certify.command()
@click.argument("register", type=click.File("rb"))
@click.option("--key", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=True, help=f"Your {PRIVATE}.")
@click.option("--to", "folder", type=FOLDER, required=True, help="Put the certificates into this folder, outside of the project.")
@click.option("--language", help="Write them in this language; the first one in site.yml when left out.")
def sign(register: IO[bytes], key: Path, folder: Path, language: str | None) -> None:
    """Sign one certificate for each row of REGISTER, the CSV that the class report saves."""
    from portal.certify.keys import fingerprint, public
    from portal.certify.register import BadRegister
    from portal.certify.register import read as entries_in
    from portal.read.files import decode
    from portal.write import add

    root = project()
    outside(folder, "A certificate holds the name of a person and")
    private = private_key(key)
    try:
        corpus = corpus_of(root)
        entries = entries_in(decode(Path(register.name).name, register.read()))
    except ProblemsFound as found:
        report(found)
        sys.exit(1)
    except BadRegister as bad:
        fail("nothing was signed\n" + "\n".join(f"  {printable(fault)}" for fault in bad.faults))
    files = signed(root, corpus, entries, private, language)
    add(folder, files)
    known = fingerprint(public(private)) in {fingerprint(entry.key.model_dump()) for entry in corpus.site.certificate_keys}
    say(f"In {folder}: {len(entries)} certificates, each as .html for the learner and as .jwt for other systems.")
    if not known:
        click.echo("The key is not in docs/reference/site.yml yet: verify.html will say that it does not know it.", err=True)


def signed(root: Path, corpus: Corpus, entries: Iterable, private: RSAPrivateKey, language: str | None) -> dict[str, bytes]:
    """The files of all certificates."""
    from portal.certify import credential, paper
    from portal.certify.keys import fingerprint, public
    from portal.certify.keys import sign as sign_with
    from portal.language.catalogue import catalogue
    from portal.language.translate import translate
    from portal.render.desk import Desk

    original = corpus.site.languages[0]
    if language and language not in corpus.site.languages:
        fail(f"the portal has no language {language}; it has {', '.join(corpus.site.languages)}")
    words = catalogue(root, language or original, original)
    desk, own, files = Desk(translate(corpus, words), words, {}), fingerprint(public(private)), {}
    pages = {*(f"paths/{path.id}.html" for path in corpus.paths), *(f"programmes/{plan.id}.html" for plan in corpus.programmes)}
    for entry in entries:
        claims = credential.claims(entry, desk.corpus.site, desk.words_of, pages, own)
        token = sign_with(claims, private)
        files[f"{entry.name}.jwt"] = token.encode()
        files[f"{entry.name}.html"] = paper.page(entry, claims, token, own, desk)
    return files


@certify.command()
@click.argument("files", type=click.File("rb"), nargs=-1, required=True, metavar="FILE...")
@click.option("--issuer", type=click.File("rb"), help=f"Check against this public key ({PUBLIC}) instead of those in site.yml.")
def check(files: tuple[IO[bytes], ...], issuer: IO[bytes] | None) -> None:
    """Check certificates (.jwt or .html). Exits with 1 unless all of them are valid."""
    from portal.certify.verify import MAX_TEXT
    from portal.certify.verify import check as judge

    known = list(known_keys(issuer))
    now = datetime.datetime.now(datetime.UTC)
    found = [(file.name, judge(file.read(MAX_TEXT * 4).decode("utf-8-sig", "replace"), known, now)) for file in files]
    for name, verdict in found:
        click.echo("\n".join(told(name, verdict)))
    click.echo("Not checked: whether a certificate was withdrawn, and who the person is that shows it.", err=True)
    if not all(verdict.valid for _, verdict in found):
        sys.exit(1)


def told(name: str, verdict: Verdict) -> list[str]:
    """A verdict in words, and what the certificate says where its signature matches."""
    from portal.certify.verify import SAID

    lines = [f"{name}: {SAID[verdict.state]}"]
    if verdict.claims and verdict.state not in ("no-badge", "disagrees"):
        lines += [f"  {label}: {printable(value)}" for label, value in shown(verdict) if isinstance(value, str) and value]
    return lines


def shown(verdict: Verdict) -> Iterable[tuple[str, Any]]:
    """What a reader wants to know of a certificate. Nothing in it need have the form we write."""
    claims = verdict.claims
    subject, issuer = claims["credentialSubject"], claims["issuer"]
    achievement, who = subject["achievement"], issuer if isinstance(issuer, dict) else {"id": issuer}
    listed = subject.get("identifier") if isinstance(subject.get("identifier"), list) else []
    names = [entry.get("identityHash") for entry in listed if isinstance(entry, dict) and entry.get("identityType") == "name"]
    criteria = achievement.get("criteria")
    yield "for", next(iter(names), None)
    yield "what", achievement["name"]
    yield "about", achievement.get("description")
    yield "confirmed", criteria.get("narrative") if isinstance(criteria, dict) else None
    yield "register number", subject.get("licenseNumber")
    yield "date", str(claims["validFrom"])[:10]
    yield "issued by", " · ".join(part for part in (who.get("name"), who.get("id")) if isinstance(part, str))
    yield "signed with the key of", verdict.signer or f"nobody known (fingerprint {verdict.key})"


def printable(value: str) -> str:
    """Text from a file as one line that cannot act on a terminal."""
    return UNSEEN.sub("\N{REPLACEMENT CHARACTER}", value[:300])


def known_keys(issuer: IO[bytes] | None) -> Iterable[Known]:
    """The keys to check against: those in the file, or those of the project."""
    from portal.certify.keys import BadKey
    from portal.certify.verify import Known, keys_in

    if issuer is None:
        site = loaded(project()).site
        return [Known(entry.name, entry.key.model_dump(), entry.since, entry.until) for entry in site.certificate_keys]
    try:
        return [Known(f"the file {issuer.name}", key) for key in keys_in(issuer.read(100_000))]
    except BadKey as error:
        return fail(f"{issuer.name}: {error}")


def loaded(root: Path) -> Corpus:
    """The corpus of a project. Exits, with the problems, when it has some."""
    try:
        return corpus_of(root)
    except ProblemsFound as found:
        report(found)
        sys.exit(1)


def corpus_of(root: Path) -> Corpus:
    """The corpus of a project. Raises ProblemsFound."""
    from portal.corpus.load import load

    return load(root).corpus


def private_key(path: Path) -> RSAPrivateKey:
    """The trainer's key; asks for the pass phrase where there is one. Exits when it cannot be used."""
    from portal.certify.keys import BadKey, Locked, load

    if open_to_others(path):
        click.echo(f"Warning: others on this computer can read {path}; mend it with: chmod 600 {path}", err=True)
    with click.open_file(str(path), "rb") as file:
        pem = file.read(100_000)
    try:
        try:
            return load(pem)
        except Locked:
            return load(pem, click.prompt("Pass phrase", hide_input=True, err=True))
    except BadKey as error:
        fail(f"{path}: {error}")


def say(words: str) -> None:
    """What is for people goes beside what is for files."""
    click.echo(words, err=True)


def outside(folder: Path, what: str) -> None:
    """Exits when a folder lies in a project or a site: what is there may be published."""
    if where := published(folder):
        fail(f"{what} must never be published, and {folder} lies in {where}; choose a folder outside of it")
