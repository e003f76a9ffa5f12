"""A whole demo for the journeys: its own servers, gunicorn, a prefork worker, beat, and a browser that reports what is wrong."""

import os
import re
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import html5lib
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.db import connections
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from klushuur.embedded import places
from klushuur.embedded.stack import Stack
from tests import prepared

PHONE: Any = {"width": 390, "height": 844}
DESK: Any = {"width": 1280, "height": 800}
VIOLATIONS = """() => axe.run({resultTypes: ["violations"]}).then(found =>
    found.violations.map(rule => `${rule.id} ${rule.nodes[0].html}`))"""
PATIENCE = 120  # seconds: other programs may keep the machine busy, and a wait ends when what it waits for is there
SHOTS = Path(os.environ.get("KLUSHUUR_SHOTS", "")) if os.environ.get("KLUSHUUR_SHOTS") else None


@dataclass
class Visit:
    """A browser window of one person, with everything that went wrong in it."""

    page: Page
    base: str
    problems: list[str] = field(default_factory=list)
    opened: set[str] = field(default_factory=set)  # the messages that were read
    is_measuring: bool = False

    def __post_init__(self) -> None:
        self.page.context.set_default_timeout(PATIENCE * 1000)

    def go(self, path: str) -> None:
        self.page.goto(self.base + path)

    def click(self, what: Locator) -> None:
        """Click what leads to another page, and be there: a click alone returns before the answer is in."""
        with self.page.expect_navigation():
            what.click()

    def press(self, name: str) -> None:
        """A button or a link, by its words."""
        button = self.page.get_by_role("button", name=name, exact=True)
        self.click(button.or_(self.page.get_by_role("link", name=name, exact=True)).first)

    def become(self, key: str) -> None:
        self.go("/")
        self.click(self.page.locator(f"form[action='/demo/word/{key}/'] button").last)

    def mail(self, subject: str, *, to: str = "", seconds: float = PATIENCE) -> str:
        """Open the newest message of this subject (to this address) that was not read yet, waiting for it; gives its text."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.go("/demo/postvak/")
            mails = self.page.locator("main article", has_text=f"aan {to}")
            found = mails.locator("a", has_text=re.compile(subject, re.IGNORECASE))
            if found.count() and (link := str(found.first.get_attribute("href"))) not in self.opened:
                self.opened.add(link)
                self.go(link)
                return self.text()
            time.sleep(0.3)
        raise AssertionError(f"no mail {subject!r} in: {self.text()}")

    def mailed_code(self, subject: str, *, to: str = "") -> str:
        """The six digits of the newest message of this subject."""
        found = re.search(r"\b\d{6}\b", self.mail(subject, to=to))
        assert found
        return found[0]

    def amounts(self, selector: str) -> list[str]:
        """The euro amounts on a part of the page, as written."""
        words = self.page.locator(selector).inner_text().replace("\u00a0", " ").replace("\u202f", " ")
        return re.findall(r"(?:− )?€ [\d.]+,\d\d", words)

    def text(self) -> str:
        return self.page.locator("main").inner_text()

    def look(self, name: str) -> None:
        """Valid HTML, axe at both widths, nothing wider than the screen, and a screenshot when somebody wants to look."""
        self._check_html(name)
        for size in (DESK, PHONE):
            self.page.set_viewport_size(size)
            self.problems += [f"{name} {size['width']}: {wrong}" for wrong in self._violations()]
            width = self.page.evaluate("document.documentElement.scrollWidth")
            if width > size["width"]:
                self.problems.append(f"{name} {size['width']}: {width} px wide")
            if SHOTS:
                self._shoot(SHOTS / f"{name}-{size['width']}.png")

    def _violations(self) -> list[str]:
        """What axe has against the page as it stands, each with the first element that has it.

        Half a megabyte of script goes in once a page, and only the violations come back: what passes is most of it.
        """
        self.is_measuring = True  # axe itself writes styles into the page, which the policy then reports
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        found: list[str] = self.page.evaluate(VIOLATIONS)
        self.is_measuring = False
        return found

    def _shoot(self, path: Path) -> None:
        """The whole page as an installation has it: without the bar of the demo. The manual shows these."""
        path.parent.mkdir(parents=True, exist_ok=True)
        bar, show = self.page.locator(".demo-bar"), "(bars, how) => bars.forEach(bar => { bar.style.display = how })"
        bar.evaluate_all(show, "none")
        # hiding the caret would leave style="" on every field, and htmx copies attributes: the policy then reports them
        self.page.screenshot(path=path, full_page=True, caret="initial")
        bar.evaluate_all(show, "")

    def show(self, name: str, part: Locator) -> None:
        """A screenshot of one part of the page, for the manual: wide, however narrow the window was."""
        if SHOTS:
            narrow = self.page.viewport_size
            self.page.set_viewport_size(DESK)
            part.screenshot(path=SHOTS / f"{name}-{DESK['width']}.png")
            self.page.set_viewport_size(narrow or PHONE)

    def _check_html(self, name: str) -> None:
        """The page as the server sends it, read by a strict parser."""
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(self.page.request.get(self.page.url).text())
        self.problems += [f"{name}: {code} at {place} {details}" for place, code, details in parser.errors]


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    with tempfile.TemporaryDirectory(prefix="kh-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        port = places.free_port()
        prepared.furnish(Path(folder) / "d" / "pg")
        with Stack(
            Path(folder) / "d", site_url=f"http://localhost:{port}", is_durable=False, say=lambda _: None
        ) as made:
            made.processes.environ["DJANGO_SETTINGS_MODULE"] = "klushuur.demo.settings"
            made.manage("migrate", "--no-input")
            made.manage("demo_load")
            made.worker()
            made.beat()
            made.web(port)
            made.processes.wait_for("web", lambda: _answers(made.site_url))
            yield made


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/gezondheid/", timeout=2) as response:
            return bool(response.status == 200)
    except OSError:
        return False


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
        "1"  # Playwright's loop stays in this thread; tests after it ask the database too
    )
    with sync_playwright() as playwright:
        words = [
            "--disable-background-networking",
            "--enable-blink-features=LangAttributeAwareFormControlUI",  # days are written as in a Dutch browser
            # A page glides to the field that gets the focus, and on a busy machine it still glides while a click is aimed.
            "--disable-smooth-scrolling",
        ]
        made = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=words)
        yield made
        made.close()
        connections.close_all()  # those that tests opened while the loop was there: Django keeps them apart from the others


@pytest.fixture
def visit(stack: Stack, browser: Browser) -> Iterator[Visit]:
    """The window of whoever comes; most journeys need no other."""
    with window(stack, browser) as made:
        yield made


@contextmanager
def window(stack: Stack, browser: Browser) -> Iterator[Visit]:
    """At phone width. Fails afterwards on a violation of the policy, an error in the console or a request elsewhere."""
    context = browser.new_context(viewport=PHONE, locale="nl-NL")
    made = Visit(context.new_page(), stack.site_url)

    def listen(page: Any) -> None:
        page.on("console", lambda line: _note(made, line))
        page.on("pageerror", lambda error: made.problems.append(str(error)))
        page.on("request", lambda request: _check_host(made, request.url))

    listen(made.page)
    yield made
    context.close()
    assert sorted(set(made.problems)) == []


def _note(visit: Visit, line: Any) -> None:
    if line.type in {"error", "warning"} and not visit.is_measuring:
        visit.problems.append(f"{visit.page.url}: {line.text} {line.location}")


def _check_host(visit: Visit, url: str) -> None:
    if not url.startswith((visit.base, "blob:")):
        visit.problems.append(f"left the host: {url}")
