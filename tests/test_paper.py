"""The paper says what the code does: links, names, licence, and what may not be in the repository."""

import importlib
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from django.conf import settings

from tests.tree import ROOT, papers, text, tracked

LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
DOTTED = re.compile(r"(?:klushuur|corporations|tenants|jobs|agreements|tests)(?:\.[A-Za-z0-9_]+)+")
PLACE = re.compile(r"(?:[\w.-]+/)+[\w.-]*|[\w-]+\.(?:py|md|html|txt|toml|yml|css|js|json|po|sql|sh)")
# Names that are no modules of ours, and files that are made where Klushuur runs.
SETTINGS = {"klushuur.corporation"}  # of a connection to the database
MADE_THERE = re.compile(r"var/.*|journal-ends\.txt")

# --- links and names ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", papers())
def test_links_of_paper_lead_somewhere(paper: str) -> None:
    targets = [link for link in LINK.findall(text(paper)) if not urlsplit(link).scheme]
    broken = [link for link in targets if not ((ROOT / paper).parent / unquote(link.partition("#")[0])).exists()]
    assert broken == []


def test_readme_shows_every_picture_that_there_is() -> None:
    pictures = {name for name in tracked() if name.startswith("docs/images/")}
    assert pictures == {link for link in LINK.findall(text("README.md")) if link.startswith("docs/images/")}


def test_index_of_decisions_names_each_once() -> None:
    pages = sorted(path.name for path in (ROOT / "docs/adr").glob("[0-9]*.md"))
    assert LINK.findall(text("docs/adr/README.md")) == pages
    assert [name[:4] for name in pages] == [f"{number:04}" for number in range(1, len(pages) + 1)]


def _find(name: str) -> Any:
    """The thing behind a dotted name. Raises ModuleNotFoundError or AttributeError."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            found = getattr(found, part)
        return found
    raise ModuleNotFoundError(name)


def _words(paper: str) -> set[str]:
    """What stands between backticks, word by word: a command names files and modules too."""
    return {word.strip("\"'(),;:…") for code in CODE.findall(text(paper)) for word in code.split()}


def _names(paper: str) -> list[str]:
    return sorted(word for word in _words(paper) - SETTINGS if DOTTED.fullmatch(word) and not _is_there(word))


def _is_there(place: str) -> bool:
    """Whether a file or a folder has this path, or one that ends with it: within a room its name is not said again."""
    name = f"/{place.rstrip('/')}"
    return any(f"/{file}".endswith(name) or f"{name}/" in f"/{file}" for file in tracked())


def missing_in(paper: str) -> list[str]:
    """The names and the paths of a paper that lead nowhere."""
    missing = [word for word in _words(paper) if PLACE.fullmatch(word) and not MADE_THERE.fullmatch(word)]
    missing = [word for word in missing if not _is_there(word)]
    for name in _names(paper):
        try:
            _find(name)
        except (ModuleNotFoundError, AttributeError):
            missing.append(name)
    return sorted(missing)


@pytest.mark.parametrize("paper", papers())
def test_names_and_paths_in_paper_are_in_the_code(paper: str) -> None:
    assert missing_in(paper) == []


@pytest.mark.parametrize("paper", ["docs/glossary.md", "docs/rules.md"])
def test_papers_about_the_code_name_much_of_it(paper: str) -> None:
    assert len(_names(paper)) > 20


def test_a_name_or_path_that_leads_nowhere_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    said = "`jobs.offers.nothing` and `python -m tests.nothing`, `jobs/offers/nothing.py`, `nothing.py`, `jobs.offers`"
    monkeypatch.setattr("tests.test_paper.text", lambda paper: said)
    assert missing_in("a paper") == ["jobs.offers.nothing", "jobs/offers/nothing.py", "nothing.py", "tests.nothing"]


def test_glossary_has_one_english_word_for_each_dutch_one() -> None:
    rows = [line.strip("| ").split(" | ") for line in text("docs/glossary.md").splitlines() if line.startswith("|")][2:]
    assert all(len(row) == 3 for row in rows), [row for row in rows if len(row) != 3]
    dutch = [row[0] for row in rows]
    assert len(dutch) == len(set(dutch))
    twice = {row[1] for row in rows if [other[1] for other in rows].count(row[1]) > 1}
    assert twice == {"condition"}  # the glossary says why


# --- what must not be in the repository ---------------------------------------------------------------------------


def _private_words() -> Iterator[str]:
    """The place of this checkout and this home, and the hosts that packages are fetched from here."""
    for folder in (ROOT, Path.home()):
        if len(folder.parts) > 1:
            yield f"{folder}/"
    yield "python" + "hosted.org"
    yield "registry." + "npmjs"
    for name, value in os.environ.items():
        if name.startswith(("PIP_", "UV_")) and (host := urlsplit(value).hostname):
            yield host


def test_no_file_names_this_machine_or_a_registry() -> None:
    words = set(_private_words()) - {"localhost"}
    found = []
    for name in tracked():
        content = (ROOT / name).read_bytes()
        found += [(name, word) for word in words if word.encode() in content]
    assert found == []


def test_locks_hold_hashes_and_no_index() -> None:
    for name in ("requirements.txt", "requirements-demo.txt", "requirements-dev.txt"):
        lines = text(name).splitlines()
        pinned = [line for line in lines if line and not line.startswith((" ", "#"))]
        assert all(re.match(r"[a-z0-9._-]+(\[[a-z0-9,-]+\])?==\S+", line) for line in pinned), name
        assert not [line for line in lines if "://" in line or line.startswith("-")], name
        assert sum("--hash=sha256:" in line for line in lines) >= len(pinned), name
    assert {"uv.lock", "pylock.toml", "package-lock.json"}.isdisjoint(tracked())


def test_top_level_has_nothing_unexpected() -> None:
    allowed = {
        "manage.py", "klushuur", "corporations", "tenants", "jobs", "agreements", "templates", "static", "tests", "pyproject.toml",
        "docker-compose.yml", "README.md", "bin", "bench", "docs", "locale", "Dockerfile", "requirements.txt",
        "requirements-demo.txt", "requirements-dev.txt", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "publiccode.yml",
    }  # fmt: skip
    top = {name.partition("/")[0] for name in tracked()}
    assert {name for name in top if not name.startswith(".")} <= allowed


# --- licence and publication --------------------------------------------------------------------------------------


def test_licence_is_whole() -> None:
    licence = text("LICENSE")
    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert re.findall(r"^(\d+)\.[A-Z]", licence, re.MULTILINE) == [str(number) for number in range(1, 16)]
    assert "Appendix" in licence
    assert licence.rstrip().endswith(
        "All other changes or additions to this Appendix require the production of a new EUPL version."
    )


def test_publiccode_follows_its_standard() -> None:
    said = yaml.safe_load(text("publiccode.yml"))
    needed = {
        "publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType", "description", "legal",
        "maintenance", "localisation",
    }  # fmt: skip
    assert needed <= set(said)
    assert said["publiccodeYmlVersion"] == "0.4"
    assert said["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert said["softwareType"] == "standalone/web"
    project = tomllib.loads(text("pyproject.toml"))["project"]
    assert (said["legal"]["license"], said["softwareVersion"]) == (project["license"], project["version"])
    assert said["maintenance"]["type"] == "community"
    assert said["maintenance"]["contacts"][0]["name"]
    languages = [code for code, _ in settings.LANGUAGES]
    assert said["localisation"] == {"localisationReady": True, "availableLanguages": languages}
    assert sorted(said["description"]) == sorted(languages)
    for description in said["description"].values():
        assert len(description["shortDescription"]) <= 150
        assert 150 <= len(description["longDescription"]) <= 10_000
        assert all(len(feature) <= 100 for feature in description["features"])
