"""`portal certify`: keys that stay private, credentials as Open Badges 3.0 asks, and checks that nothing false passes."""

from __future__ import annotations

import datetime
import json
import os
import re
import stat
import subprocess
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from portal.certify import keys, verify
from portal.certify.register import BadRegister, read
from portal.cli import main
from tests.support import certificates as made
from tests.support.project import tiny

HEAD = "register,learner,path,title,hours,date,score\n"
ROW = "2026-001,Ana,potters,Path for potters,24,2026-11-20,87.5\n"


def known() -> list[verify.Known]:
    """The keys that the publisher of the small corpus answers for."""
    return [
        verify.Known(entry.name, entry.key.model_dump(), entry.since, entry.until)
        for entry in made.corpus().site.certificate_keys
    ]


def run(*words: object, **more):
    return CliRunner().invoke(main, ["certify", *map(str, words)], **more)


@pytest.fixture
def small(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tiny(tmp_path / "small"))
    return tmp_path / "small"


# ---------- keys ----------


def test_a_pair_of_keys_is_made_and_only_its_owner_reads_the_private_one(tmp_path):
    result = run("keys", "--to", tmp_path / "k", "--name", 'A. "Trainer": x')
    assert result.exit_code == 0, result.output
    pem = tmp_path / "k" / "certificate-key.pem"
    assert stat.S_IMODE(pem.stat().st_mode) == 0o600
    public = json.loads((tmp_path / "k" / "certificate-key.public.json").read_text())
    assert set(public) == {"kty", "n", "e"} and keys.public(keys.load(pem.read_bytes())) == public
    assert keys.load(pem.read_bytes()).key_size == 3072
    entry = yaml.safe_load(result.stdout)["certificate_keys"][0]
    assert entry["key"] == public and entry["name"] == 'A. "Trainer": x'
    assert keys.fingerprint(public) in result.stderr and "BEGIN" not in result.output
    before = pem.read_bytes()
    again = run("keys", "--to", tmp_path / "k")
    assert again.exit_code == 1 and "never overwritten" in again.output and pem.read_bytes() == before


def test_a_key_can_be_locked_with_a_phrase(tmp_path):
    result = run("keys", "--to", tmp_path, "--phrase", input="open sesame\nopen sesame\n")
    assert result.exit_code == 0, result.output
    pem = (tmp_path / "certificate-key.pem").read_bytes()
    assert b"ENCRYPTED" in pem and keys.load(pem, "open sesame")
    for phrase in (None, "open"):
        with pytest.raises(keys.Locked):
            keys.load(pem, phrase)


@pytest.mark.parametrize("inside", ["keys", "docs/assets", "."])
def test_no_key_and_no_certificate_inside_the_project(small, inside, tmp_path):
    (tmp_path / "r.csv").write_text(HEAD + ROW)
    (tmp_path / "k.pem").write_bytes(keys.make()[0])
    for command in (("keys",), ("sign", tmp_path / "r.csv", "--key", tmp_path / "k.pem")):
        result = run(*command, "--to", small / inside)
        assert result.exit_code == 1 and "never be published" in result.output
    assert not list(small.rglob("*.pem")) and not list(small.rglob("*.jwt"))


def test_no_key_inside_a_site_and_a_warning_inside_git(tmp_path):
    site = tmp_path / "site"
    (site / "assets" / "css").mkdir(parents=True)
    (site / "assets" / "css" / "portal.css").touch()
    (site / "index.html").touch()
    assert "never be published" in run("keys", "--to", site / "x").output and not (site / "x").exists()
    subprocess.run(["git", "init", "-q", str(tmp_path / "repo")], check=True)
    result = run("keys", "--to", tmp_path / "repo" / "k")
    assert result.exit_code == 0 and "git" in result.stderr and "Never commit" in result.stderr
    assert "Never commit" not in run("keys", "--to", tmp_path / "free").output


# ---------- the register ----------


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("sign", [",", ";"])
def test_a_register_is_read_as_spreadsheets_write_it(mark, sign):
    rows = [
        ["register", "learner", "path", "title", "hours", "date", "score"],
        ["12/2026", '"\'=SUM(A1)"', "", '"Say ""x"", y; z"', '"7,5"', "2026-11-20", '""'],
        ["A-2", "'Abd al-Rahman", "potters", "T", "8", "2026-11-20", '"80.25"'],
    ]
    first, second = read(mark + "".join(sign.join(row) + "\r\n" for row in rows) + "\r\n")
    assert (first.learner, first.title, first.hours, first.score) == ("=SUM(A1)", 'Say "x", y; z', Decimal("7.5"), None)
    assert (second.learner, second.score, second.date) == ("'Abd al-Rahman", Decimal("80.25"), made.DAY)
    assert [entry.name for entry in (first, second)] == ["12-2026", "A-2"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "first line needs"),
        (HEAD, "no row"),
        ("register,learner\n1,2\n", "look at path"),
        (HEAD.replace("score", "hours"), "hours"),
        (HEAD + ROW.replace("Ana", ""), "line 2: learner is empty"),
        (HEAD + ROW.replace("Ana", "A" * 121), "121 characters"),
        (HEAD + ROW.replace("Ana", '"A\nB"'), "must be one line"),
        (HEAD + ROW.replace("24", "0"), "hours cannot be 0"),
        (HEAD + ROW.replace("24", "-1"), "hours must be"),
        (HEAD + ROW.replace("87.5", "101"), "score must be a number up to 100"),
        (HEAD + ROW.replace("2026-11-20", "2026-02-30"), "date must be"),
        (HEAD + ROW.replace("2026-11-20", "20.11.2026"), "date must be"),
        (HEAD + ROW.replace("2026-001", "../.."), "needs a letter"),
        (HEAD + ROW + ROW, "would make the same file"),
        (HEAD + ROW.replace("2026-001", "a/1") + ROW.replace("2026-001", "A 1"), "would make the same file"),
        (HEAD + ROW * 1001, "more than 1000"),
        (HEAD + 'x,"y', "no CSV"),
    ],
)
def test_a_register_with_a_fault_is_told_and_nothing_is_signed(text, said):
    with pytest.raises(BadRegister, match=re.escape(said)):
        read(text)


def test_all_faults_are_told_at_once(small, tmp_path):
    (tmp_path / "r.csv").write_text(HEAD + ROW.replace("24", "x") + ROW.replace("87.5", "\x1b[2J"))
    (tmp_path / "k.pem").write_bytes(keys.make()[0])
    result = run("sign", tmp_path / "r.csv", "--key", tmp_path / "k.pem", "--to", tmp_path / "out")
    assert result.exit_code == 1 and "R103" in result.output and "\x1b" not in result.output
    (tmp_path / "r.csv").write_text(HEAD + ROW.replace("24", "x") + ROW.replace("87.5", "y"))
    result = run("sign", tmp_path / "r.csv", "--key", tmp_path / "k.pem", "--to", tmp_path / "out")
    assert result.exit_code == 1 and "line 2: hours" in result.output and "line 3: score" in result.output
    assert not (tmp_path / "out").exists()


# ---------- the credential ----------

URI = {"type": "string", "pattern": "^(https?://|urn:uuid:)"}
# What the data model of Open Badges 3.0 asks of these classes; its own files may not be copied.
NEEDED = {
    "AchievementCredential": ("@context", "id", "type", "credentialSubject", "issuer", "validFrom"),
    "AchievementSubject": ("type", "achievement"),
    "Achievement": ("id", "type", "criteria", "description", "name"),
    "Profile": ("id", "type"),
    "IdentityObject": ("type", "hashed", "identityHash", "identityType"),
    "Result": ("type",),
    "ResultDescription": ("id", "type", "name", "resultType"),
}


def node(kind: str, **properties: object) -> dict:
    own = {"type": "array", "contains": {"const": kind}}
    return {"type": "object", "required": list(NEEDED[kind]), "properties": {"type": own, "id": URI, **properties}}


def listed(inner: dict) -> dict:
    return {"type": "array", "minItems": 1, "items": inner}


IDENTITY = {
    "type": "object",
    "required": list(NEEDED["IdentityObject"]),
    "additionalProperties": False,
    "properties": {
        "type": {"const": "IdentityObject"},
        "hashed": {"type": "boolean"},
        "identityHash": {"type": "string"},
        "identityType": {"const": "name"},
    },
}
ACHIEVEMENT = node(
    "Achievement",
    name={"type": "string"},
    description={"type": "string"},
    criteria={"type": "object", "required": ["narrative"]},
    achievementType={"enum": ["Certificate", "CertificateOfCompletion"]},
    inLanguage={"pattern": "^[a-z]{2,4}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"},
    resultDescription=listed(node("ResultDescription", resultType={"const": "Percent"})),
)
SUBJECT = node(
    "AchievementSubject",
    identifier=listed(IDENTITY),
    achievement=ACHIEVEMENT,
    result=listed(node("Result", value={"type": "string"})),
    licenseNumber={"type": "string"},
)
SCHEMA = node(
    "AchievementCredential",
    issuer=node("Profile", name={"type": "string"}),
    credentialSubject=SUBJECT,
    validFrom={"type": "string", "format": "date-time"},
    awardedDate={"type": "string", "format": "date-time"},
    **{
        "@context": {
            "type": "array",
            "minItems": 2,
            "prefixItems": [
                {"const": "https://www.w3.org/ns/credentials/v2"},
                {"pattern": r"^https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.\d\.\d)*\.json$"},
            ],
        }
    },
)


@pytest.mark.parametrize("score", [Decimal("87.5"), None])
def test_a_credential_has_what_the_specification_asks_for(score):
    from portal.certify import credential
    from portal.language.catalogue import Original
    from portal.render.words import Words

    entry = made.ENTRY.__class__(
        *(getattr(made.ENTRY, name) for name in ("register", "learner", "path", "title", "hours", "date")), score
    )
    found = credential.claims(entry, made.corpus().site, Words(Original(), {}), {"paths/potters.html"}, "key")
    jsonschema.validate(found, SCHEMA, format_checker=jsonschema.FormatChecker())
    for name in NEEDED["AchievementCredential"]:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({key: value for key, value in found.items() if key != name}, SCHEMA)
    subject = found["credentialSubject"]
    assert (found["iss"], found["sub"], found["jti"]) == (found["issuer"]["id"], subject["id"], found["id"])
    assert found["nbf"] == datetime.datetime.fromisoformat(found["validFrom"]).timestamp()
    assert subject["identifier"][0]["identityHash"] == made.HOSTILE and subject["licenseNumber"] == "2026-007"
    assert subject["achievement"]["id"] == "https://example.org/invented/paths/potters.html"
    assert ("result" in subject) == ("resultDescription" in subject["achievement"]) == (score is not None)
    if score is not None:
        assert subject["result"][0]["resultDescription"] == subject["achievement"]["resultDescription"][0]["id"]
        assert subject["result"][0]["value"] == "87.5"


def test_the_head_of_a_token_is_the_one_of_the_specification():
    """`alg` is RS256, the public key is in `jwk`, and there is nothing else but `typ`."""
    head = verify._head(made.token())
    assert head == {"alg": "RS256", "typ": "JWT", "jwk": keys.public(made.private())}


# ---------- the check ----------


def test_each_certificate_ends_as_it_must():
    wanted = {name: (text, state) for name, text, state in made.vectors()}
    found = {name: verify.check(text, known(), made.NOW).state for name, (text, _) in wanted.items()}
    assert found == {name: state for name, (_, state) in wanted.items()}


def test_no_sign_of_a_certificate_can_be_changed():
    keys_known = known()
    passed = [text for text in made.flips(made.token(), 3) if verify.check(text, keys_known, made.NOW).state not in REFUSING]
    assert passed == []


REFUSING = {"unreadable", "algorithm", "changed"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not JSON"),
        (b"[]", "public RSA"),
        (b"{}", "public RSA"),
        (b'{"keys": []}', "public RSA"),
        (b"-----BEGIN PRIVATE KEY-----", "PRIVATE"),
        (b'{"d": "x"}', "PRIVATE"),
        (b'{"kty": "RSA", "e": "AQAB", "n": "short"}', "public RSA"),
    ],
)
def test_what_is_no_public_key_is_told(data, said):
    with pytest.raises(keys.BadKey, match=said):
        verify.keys_in(data)


# ---------- the commands together ----------


@pytest.fixture
def signed(small, tmp_path) -> Path:
    """A folder with the keys, a register and two certificates."""
    assert run("keys", "--to", tmp_path / "k").exit_code == 0
    hostile = made.HOSTILE.replace("\u202e", "").replace('"', '""')
    (tmp_path / "r.csv").write_text(f'{HEAD}2026-001,"{hostile}",potters,T <b>,24,2026-11-20,80\n2/26,Bo,none,U,8,2026-11-20,\n')
    result = run("sign", tmp_path / "r.csv", "--key", tmp_path / "k" / "certificate-key.pem", "--to", tmp_path / "out")
    assert result.exit_code == 0 and "not in docs/reference/site.yml yet" in result.stderr, result.output
    return tmp_path


def test_what_is_signed_is_valid_and_what_is_changed_is_not(signed, small):
    out, key = signed / "out", signed / "k" / "certificate-key.public.json"
    assert sorted(path.name for path in out.iterdir()) == ["2-26.html", "2-26.jwt", "2026-001.html", "2026-001.jwt"]
    result = run("check", *sorted(out.iterdir()), "--issuer", key)
    assert result.exit_code == 0 and result.stdout.count(": valid") == 4 and "Not checked" in result.stderr, result.output
    assert "key unknown" in run("check", out / "2-26.jwt").output
    text = (out / "2-26.jwt").read_text()
    (out / "2-26.jwt").write_text(text[:-5] + ("A" if text[-5] != "A" else "B") + text[-4:])
    result = run("check", out / "2-26.jwt", out / "2-26.html", "--issuer", key)
    assert result.exit_code == 1 and "REFUSED" in result.stdout and result.stdout.count(": valid") == 1
    assert "PRIVATE" in run("check", out / "2-26.html", "--issuer", signed / "k" / "certificate-key.pem").output


def test_the_portal_knows_the_key_when_the_publisher_has_entered_it(signed, small):
    site = small / "docs" / "reference" / "site.yml"
    key = json.loads((signed / "k" / "certificate-key.public.json").read_text())
    entry = {"name": "A. Trainer", "since": "2026-01-01", "key": key}
    site.write_text(site.read_text() + f"certificate_keys: {json.dumps([entry])}\n")
    assert CliRunner().invoke(main, ["check"]).exit_code == 0
    result = run("check", signed / "out" / "2-26.html")
    assert result.exit_code == 0 and "signed with the key of: A. Trainer" in result.stdout
    site.write_text(site.read_text().replace('"kty"', '"d": "x", "kty"'))
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 1 and 'unknown key "d"' in result.output


def test_a_certificate_is_a_page_that_can_do_nothing(signed):
    page = (signed / "out" / "2026-001.html").read_text(encoding="utf-8")
    assert "<img src=x" not in page and "&lt;img src=x onerror" in page and "<script" not in page
    assert re.findall(r'(?:src|href)="(?!data:)([^"]*)"', page) == ["https://example.org/invented/verify.html"]
    assert "default-src &#39;none&#39;" in page and "unsafe" not in page
    assert (signed / "out" / "2026-001.jwt").read_text() in page


def test_a_name_cannot_act_on_a_terminal(tmp_path):
    subject = {**made.claims()["credentialSubject"], "licenseNumber": "1\x1b[2J\ud800\u202e\r\n2"}
    (tmp_path / "x.jwt").write_text(made.token(credentialSubject=subject))
    (tmp_path / "k.json").write_text(json.dumps(keys.public(made.private())))
    result = run("check", tmp_path / "x.jwt", "--issuer", tmp_path / "k.json")
    assert "register number: 1\ufffd[2J\ufffd\ufffd\ufffd\ufffd2" in result.stdout
    assert not {"\x1b", "\u202e", "\r"} & set(result.stdout)


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights in another way")
def test_a_key_that_others_can_read_is_told(signed, small):
    key = signed / "k" / "certificate-key.pem"
    key.chmod(0o644)
    result = run("sign", signed / "r.csv", "--key", key, "--to", signed / "out")
    assert result.exit_code == 0 and "chmod 600" in result.stderr
