"""Settings for hosts: ``_headers`` (Netlify, Cloudflare Pages), ``nginx.conf`` and ``htaccess.txt`` (Apache).

Each page states its policy itself. A header and a page's own policy both hold, so the header may say the same or less, never
more: nginx and Apache send each page its own; ``_headers`` goes by folder and allows what any page of the folder needs. Nothing
is said about frames, as trainers may show a page inside their learning system. Files to save bring a policy with digests along,
so they get none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from portal.exports.plan import Plan

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
POLICY = "Content-Security-Policy"
# Pages are asked for anew each time, which costs nothing where they are the same. Names of files stay from edition to edition, so
# scripts and styles are kept for ten minutes only; pictures for a day.
PAGES, PARTS, PICTURES = "no-cache", "max-age=600", "max-age=86400"
PICTURE = r"\.(?:svg|png|ico|jpg|webp)"
PACKED = r"(?:\.(?:br|gz))?$"
TYPES = {
    "text/html": "html", "text/css": "css", "text/javascript": "js", "application/json": "json", "text/plain": "txt",
    "application/xml": "xml", "application/atom+xml": "atom", "text/csv": "csv", "image/svg+xml": "svg", "image/png": "png",
    "image/x-icon": "ico", "application/x-ipynb+json": "ipynb", "application/zip": "zip",
    "application/manifest+json": "webmanifest",
}  # fmt: skip
TEXTS = [name for name in TYPES if name.startswith("text/") or name.endswith(("json", "xml"))]
MOST_RULES = 100  # of a _headers file at Cloudflare


def plan(address: str, policies: Mapping[str, str]) -> Plan:
    """The three files, for a site published at ``address`` whose pages have these policies."""
    host, base = urlsplit(address).hostname or "_", urlsplit(address).path or "/"
    rules = list(by_folder(policies))
    files = {"_headers": headers(rules, base), "nginx.conf": nginx(host, base, policies), "htaccess.txt": apache(base, policies)}
    said = (f"_headers: copy it into the site's folder. {len(rules) + 3} rules; Cloudflare Pages takes {MOST_RULES}.",
            "nginx.conf: put it into the folder conf.d of nginx and set the folder of the site in it.",
            "htaccess.txt: copy it into the site's folder as .htaccess.",
            "Compressed files lie beside the others after `portal build --compress`.")  # fmt: skip
    return Plan({name: text.encode() for name, text in files.items()}, said)


def union(policies: Iterable[str]) -> str:
    """A policy that allows what any of these allows; directives stand in the order of the first one that has them."""
    found: dict[str, list[str]] = {}
    for policy in policies:
        for part in filter(None, map(str.strip, policy.split(";"))):
            name, *sources = part.split()
            held = found.setdefault(name, [])
            held += [source for source in sources if source not in held]
    allowed = {name: [one for one in held if one != "'none'"] or ["'none'"] for name, held in found.items()}
    return "; ".join(" ".join([name, *sources]) for name, sources in allowed.items())


def by_folder(policies: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Path and policy for a file that goes by folder: the folders with pages, then the pages outside of folders."""
    folders: dict[str, list[str]] = {}
    for page, policy in policies.items():
        folder = re.match(r"(?:[a-z]{2,3}(?:-[A-Za-z]+)?/)?[^/]+/", page)
        folders.setdefault(f"{folder[0]}*" if folder else page, []).append(policy)
    yield from ((path, union(dict.fromkeys(held))) for path, held in folders.items())


def headers(rules: Iterable[tuple[str, str]], base: str) -> str:
    """What Netlify and Cloudflare Pages read. A path has one rule with a policy, as several would all hold."""
    lines = [f"{base}*", *(f"  {name}: {value}" for name, value in HEADERS.items())]
    for path, policy in rules:
        paths = (base, f"{base}index.html") if path == "index.html" else (f"{base}{path}",)
        lines += [line for one in paths for line in (one, f"  {POLICY}: {policy}")]
    lines += [f"{base}assets/*", f"  Cache-Control: {PARTS}", f"{base}data/v1/*", "  Access-Control-Allow-Origin: *"]
    return "\n".join(lines) + "\n"


def usual(policies: Mapping[str, str]) -> tuple[str, dict[str, list[str]]]:
    """The policy that most pages have, and the pages of each other one."""
    ((most, _),) = Counter(policies.values()).most_common(1)
    others: dict[str, list[str]] = {}
    for page, policy in sorted(policies.items()):
        if policy != most:
            others.setdefault(policy, []).append(page)
    return most, others


def _one_of(pages: Iterable[str]) -> str:
    """A pattern for some addresses."""
    return f"(?:{'|'.join(page.replace('.', '[.]') for page in pages)})"


def nginx(host: str, base: str, policies: Mapping[str, str]) -> str:
    """A server for nginx. The first pattern that fits is taken; exact names in a map would need a larger table of nginx's."""
    most, others = usual(policies)
    own = [f'    "~^{base}{_one_of(pages)}$" "{policy}";' for policy, pages in others.items()]
    types = [f"        {name} {suffix};" for name, suffix in TYPES.items()]
    sent = [f'    add_header {name} "{value}" always;' for name, value in HEADERS.items()]
    return "\n".join([
        "map $uri $portal_policy {", '    default "";', *own, f'    "~^{base}(?:[^/]+/)?downloads/" "";',
        f'    "~\\.html$" "{most}";', "}",
        "map $uri $portal_cache {",
        f'    default "{PARTS}";', f'    "~\\.html$" "{PAGES}";', f'    "~{PICTURE}$" "{PICTURES}";', "}",
        "map $uri $portal_open {", '    default "";', '    "~/data/v1/" "*";', "}",
        "server {", "    listen 80;", f"    server_name {host};",
        f"    # The folder in which {base} is the site." if base != "/" else "    # The folder of the site.",
        "    root /var/www/portal;", "    index index.html;", f"    error_page 404 {base}404.html;",
        "    types {", *types, "    }", "    charset utf-8;", f"    charset_types {' '.join(TEXTS[1:])};",
        "    # Send the compressed files of `portal build --compress`.", "    gzip_static on;", "    gzip_vary on;",
        "    # Brotli too, where its module is there (Debian: libnginx-mod-http-brotli-static): take the # away.",
        "    #brotli_static on;", *sent, f"    add_header {POLICY} $portal_policy always;",
        "    add_header Cache-Control $portal_cache;", "    add_header Access-Control-Allow-Origin $portal_open;", "}", "",
    ])  # fmt: skip


def apache(base: str, policies: Mapping[str, str]) -> str:
    """An .htaccess for Apache 2.4 with its modules headers, mime and rewrite. The names that it sees may end with .br or .gz."""
    most, others = usual(policies)

    def sent(name: str, value: str, pattern: str, but: str = "") -> str:
        unless = f" && %{{REQUEST_URI}} !~ m#{but}#" if but else ""
        return f'    Header always set {name} "{value}" "expr=%{{REQUEST_URI}} =~ m#{pattern}#{unless}"'

    own = [sent(POLICY, policy, f"^{base}{_one_of(pages)}{PACKED}") for policy, pages in others.items()]
    packed = [line for name, suffix in (("br", "br"), ("gzip", "gz")) for line in (
        f"    RewriteCond %{{HTTP:Accept-Encoding}} \\b{name}\\b", f"    RewriteCond %{{REQUEST_FILENAME}}.{suffix} -s",
        f"    RewriteRule ^(.+)$ $1.{suffix} [L]")]  # fmt: skip
    return "\n".join([
        f"ErrorDocument 404 {base}404.html", "DirectoryIndex index.html", "AddDefaultCharset utf-8",
        *(f"AddType {name} .{suffix}" for name, suffix in TYPES.items()),
        f"AddCharset utf-8 {' '.join('.' + TYPES[name] for name in TEXTS)}",
        "AddEncoding br .br", "AddEncoding gzip .gz",
        "<IfModule mod_rewrite.c>", "    RewriteEngine On", *packed, "</IfModule>",
        "<IfModule mod_headers.c>", *(f'    Header always set {name} "{value}"' for name, value in HEADERS.items()),
        sent(POLICY, most, rf"\.html{PACKED}", "/downloads/"), *own,
        f'    Header always set Cache-Control "{PARTS}"', sent("Cache-Control", PAGES, rf"\.html{PACKED}"),
        sent("Cache-Control", PICTURES, f"{PICTURE}{PACKED}"),
        sent("Access-Control-Allow-Origin", "*", "/data/v1/"), "    Header append Vary Accept-Encoding", "</IfModule>", "",
    ])  # fmt: skip
