"""The offline worker in a real browser: saved parts without a network, two editions that never mix, the way back, the way out."""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from portal.build.site import build
from tests.support.lab_page import LONG
from tests.support.once import once
from tests.support.project import tiny
from tests.support.server import Handler, serving

PATH, LESSON = "paths/potters.html", "modules/pots/index.html"
FAST = "Object.defineProperty(navigator, 'connection', {value: {saveData: false, effectiveType: '4g'}})"
SAVING_DATA = "Object.defineProperty(navigator, 'connection', {value: {saveData: true, effectiveType: '4g'}})"


def _editions(folder: Path) -> dict[str, str]:
    """One small site in two editions: other words in the lesson, another colour."""
    project = tiny(folder / "project")
    build(project, folder / "old")
    for name, old, new in (
        ("docs/reference/site.yml", 'version: "0.1"', 'version: "0.2"'),
        ("docs/reference/site.yml", "#0b4f5c", "#1f4e79"),
        ("modules/pots/lesson.md", "Twelve potters, one kiln", "Twelve potters, a newer kiln"),
    ):
        path = project / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    build(project, folder / "new")
    shutil.copytree(folder / "new", folder / "off")
    shutil.copy(folder / "off" / "offline" / "off.js", folder / "off" / "sw.js")
    return {name: str(folder / name) for name in ("old", "new", "off")}


@pytest.fixture(scope="session")
def editions(run_folder) -> dict[str, Path]:
    """The folders of the editions, and of one whose worker was replaced by the file that ends it."""
    return {name: Path(path) for name, path in once(run_folder, "editions", lambda: _editions(run_folder / "editions")).items()}


class Host(Handler):
    """A web host that can be away, and that has no memory of what it sent."""

    away = False
    going_on: threading.Event  # cleared, it keeps the pages of modules waiting

    def do_GET(self) -> None:
        del self.headers["If-Modified-Since"]
        if "/modules/" in self.path:
            self.going_on.wait()
        if not self.away:
            return super().do_GET()
        self.close_connection = True

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()


class Reader:
    """A reader's browser, the host of the portal, and what is published there."""

    def __init__(self, context: BrowserContext, base: str, live: Path, editions: dict[str, Path], host: type[Host]):
        self.context, self.base, self.live, self.editions, self.host = context, base, live, editions, host
        self.page: Page = context.new_page()

    def publish(self, name: str) -> None:
        self.live.unlink(missing_ok=True)
        self.live.symlink_to(self.editions[name])

    def go(self, address: str) -> Page:
        self.page.goto(self.base + address)
        return self.page

    def save(self, part: str) -> None:
        page = self.go("offline.html")
        page.locator(f'[data-save="{part}"] button').click()
        expect(page.locator(f'[data-save="{part}"] .o-size')).to_contain_text("Saved", timeout=LONG)

    def state(self) -> dict:
        return self.page.evaluate("portalOffline.ask({ask: 'state'}).then(found => found && found.state)")

    def caches(self) -> list[str]:
        return self.page.evaluate("caches.keys()")

    def edition(self) -> tuple[str, str]:
        """What the page says and which colour its styles give: "0.1" goes with the old colour."""
        colour = self.page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--site-primary').trim()")
        return self.page.locator("#portal-ui").get_attribute("data-edition"), colour

    def notice_of_new(self) -> None:
        """Visit as often as a browser needs to notice another worker."""
        self.go("index.html")
        self.page.evaluate("navigator.serviceWorker.getRegistration().then(found => found.update())")
        expect(self.page.locator(".edition button")).to_be_visible(timeout=LONG)


OLD, NEW = ("0.1", "#0b4f5c"), ("0.2", "#1f4e79")


@pytest.fixture
def reader(browser, editions, tmp_path) -> Iterator[Reader]:
    host = type("OneHost", (Host,), {"going_on": threading.Event()})
    host.going_on.set()
    live = tmp_path / "live"
    live.symlink_to(editions["old"])
    context = browser.new_context(color_scheme="light")
    with serving(live, "https://example.org/invented/", host) as base:
        yield Reader(context, base, live, editions, host)
        context.close()


def test_a_saved_path_is_whole_without_a_network(reader):
    reader.save("path/potters")
    reader.host.away = True
    for address in ("index.html", "", PATH, LESSON, "modules/pots", "modules/pots/", "modules/pots/quiz", "search.html?q=kiln"):
        page = reader.go(address)
        assert page.url == reader.base + (address + "/" if address == "modules/pots" else address)
        assert reader.edition() == OLD, address
        expect(page.locator(".foot-kept")).to_have_text(re.compile(r"^saved, [0-9.]+ MB$"))
    expect(page.locator(".found-list a").first).to_be_visible()
    page = reader.go("modules/pots/quiz.html")
    item = page.locator('.item[data-type="single"]').first
    item.locator(".q-pick label").first.click()
    item.locator(".q-check").click()
    expect(item.locator(".q-result, [role=status]").first).not_to_be_empty()
    page = reader.go("cases/north-valley.html")
    expect(page.locator(".o-away")).to_contain_text("cases/north-valley.html")
    assert page.url.startswith(reader.base + "offline.html?away=")
    expect(page.locator('[data-save="path/potters"] .o-size')).to_contain_text("Saved", timeout=LONG)


def test_a_new_edition_waits_for_the_reader_and_then_is_whole(reader):
    reader.save("path/potters")
    old = reader.state()["build"]
    reader.publish("new")
    reader.notice_of_new()
    other = reader.context.new_page()
    for address in (LESSON, PATH, "index.html"):
        reader.go(address)
        assert reader.edition() == OLD, "saved pages stay as they are"
    reader.go("cases/north-valley.html")
    assert reader.edition() == NEW, "what is not saved comes from the network with all it loads"
    reader.page.close()
    other.close()
    reader.page = reader.context.new_page()
    reader.go(LESSON)
    assert reader.edition() == OLD, "all pages were closed; still nobody has agreed"
    other = reader.context.new_page()
    other.goto(reader.base + "index.html")
    with other.expect_navigation():
        reader.page.locator(".edition button").click()
    expect(reader.page.locator(".edition")).to_have_count(0, timeout=LONG)
    for address in (LESSON, PATH, "index.html"):
        reader.go(address)
        assert reader.edition() == NEW
    assert reader.state()["parts"] == ["shell", "path/potters"]
    reader.host.away = True
    reader.go(LESSON)
    assert reader.edition() == NEW
    assert not [name for name in reader.caches() if old in name], "the old edition is gone"


def test_a_new_edition_that_cannot_be_loaded_changes_nothing_and_the_older_one_can_be_published_again(reader):
    reader.save("path/potters")
    reader.publish("new")
    reader.notice_of_new()
    reader.host.away = True
    reader.page.locator(".edition button").click()
    expect(reader.page.locator(".edition p")).to_contain_text("could not be loaded", timeout=LONG)
    reader.go(LESSON)
    assert reader.edition() == OLD
    reader.host.away = False
    reader.notice_of_new()
    reader.page.locator(".edition button").click()
    expect(reader.page.locator(".edition")).to_have_count(0, timeout=LONG)
    reader.publish("old")
    reader.notice_of_new()
    reader.page.locator(".edition button").click()
    expect(reader.page.locator(".edition")).to_have_count(0, timeout=LONG)
    reader.host.away = True
    for address in ("index.html", LESSON):
        reader.go(address)
        assert reader.edition() == OLD


def test_one_file_ends_it(reader):
    reader.save("shell")
    reader.publish("off")
    reader.go("index.html")
    reader.page.evaluate("navigator.serviceWorker.getRegistration().then(found => found && found.update()).catch(() => null)")
    beside = reader.context.new_page()  # outside of the portal, at the same origin
    beside.goto(reader.base.removesuffix("invented/"))
    beside.evaluate("""async () => {
        while ((await navigator.serviceWorker.getRegistrations()).length) await new Promise(done => setTimeout(done, 50));
    }""")
    assert beside.evaluate("caches.keys()") == []
    reader.go("index.html")
    assert reader.edition() == NEW


def test_damaged_and_lost_files_come_from_the_network_or_are_said_to_be_missing(reader):
    reader.save("shell")
    page = reader.go("index.html")
    name = next(name for name in reader.caches() if not name.endswith("/current"))
    spoil = """async ([name, page, style]) => {
        const cache = await caches.open(name);
        await cache.put(page, new Response("<h1>spoilt</h1>", {headers: {"Content-Type": "text/html"}}));
        await cache.delete(style);
    }"""
    page.evaluate(spoil, [name, reader.base + "index.html", reader.base + "assets/css/site.css"])
    reader.go("index.html")
    assert reader.edition() == OLD
    reader.go("search.html")
    assert reader.edition() == OLD, "the style sheet was brought again"
    reader.publish("new")
    reader.go("search.html")
    assert reader.edition()[0] == "0.1" and reader.edition()[1] != NEW[1], "never the style sheet of another edition"
    page.evaluate("name => caches.delete(name)", name)
    reader.go("index.html")
    assert reader.edition() == NEW, "with nothing kept, all comes from the network"
    reader.host.away = True
    reader.go("index.html")
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("No network")


@pytest.mark.parametrize(("line", "by_itself"), [(FAST, True), (SAVING_DATA, False)])
def test_a_path_that_was_started_is_saved_by_itself_where_data_costs_nothing(reader, line, by_itself):
    reader.context.add_init_script(line)
    page = reader.go(PATH)
    box = page.locator("[data-path=potters]")
    expect(box.get_by_role("button", name="Save")).to_be_visible()
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(found => found.length)") == 0, "not started yet"
    page.evaluate("portalState.set('lesson', 'pots/sharing', {answer: true})")
    page = reader.go(PATH)
    if by_itself:
        expect(box.locator(".o-size")).to_contain_text("Saved", timeout=LONG)
    else:
        expect(box.get_by_role("button", name="Save")).to_be_visible()
        assert reader.caches() == []


def test_saving_can_be_stopped_and_goes_on_from_there(reader):
    reader.host.going_on.clear()
    page = reader.go("offline.html")
    box = page.locator('[data-save="path/potters"]')
    box.get_by_role("button", name="Save").click()
    expect(box.locator("progress")).to_be_visible()
    box.get_by_role("button", name="Stop").click()
    expect(box.locator(".o-size")).to_contain_text("Stopped", timeout=LONG)  # at once, though the host does not answer
    assert page.evaluate("portalState.get('pref', 'offline').answer") == "ask"
    reader.host.going_on.set()
    assert reader.state()["current"] is None, "nothing that is not whole is used"
    box.get_by_role("button", name="Save").click()
    expect(box.locator(".o-size")).to_contain_text("Saved", timeout=LONG)


def test_what_was_saved_can_be_seen_and_removed(reader):
    reader.save("path/potters")
    page = reader.page
    expect(page.locator("[data-sum]")).to_contain_text("Saved on this device")
    page.locator('[data-save="path/potters"] button').click()
    expect(page.locator('[data-save="path/potters"] button')).to_have_text("Save")
    assert reader.state()["parts"] == ["shell"]
    page.locator("[data-clear]").click()
    expect(page.locator("[data-sum]")).to_have_text("Nothing is saved on this device yet.")
    assert reader.caches() == []


def test_it_can_be_put_on_a_home_screen(reader):
    page = reader.go("offline.html")
    client = reader.context.new_cdp_session(page)
    found = client.send("Page.getAppManifest")
    made = json.loads(found["data"])
    assert not found["errors"] and made["start_url"] == "index.html" and found["url"] == reader.base + "manifest.webmanifest"
    for icon in made["icons"]:
        size = page.evaluate(
            "async src => { const image = new Image(); image.src = src; await image.decode(); return image.width; }", icon["src"]
        )
        assert f"{size}x{size}" == icon["sizes"]
