"""The pages keep to the strict policy by themselves: nothing inline, nothing from elsewhere, no image within a stylesheet."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    path for path in (ROOT / "templates").rglob("*.html") if "mail" not in path.relative_to(ROOT / "templates").parts
)
SHEETS = sorted((ROOT / "static" / "klushuur").glob("*.css"))
FORBIDDEN = {
    "a style attribute": re.compile(r"<[^>{]*\sstyle\s*="),
    "a style element": re.compile(r"<style\b"),
    "a script within the page": re.compile(r"<script(?![^>]*\bsrc=)"),
    "a handler attribute": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']"),
    "something from elsewhere": re.compile(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//"),
    "a data: address": re.compile(r"[\"'(]data:"),
}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_page_holds_nothing_the_policy_refuses(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_sheet_asks_only_for_files_of_this_host(sheet: Path) -> None:
    for address in re.findall(r"url\([\"']?([^)\"']+)", sheet.read_text(encoding="utf-8")):
        assert not re.match(r"data:|https?:|//", address), address


def test_every_rule_of_bootstrap_that_holds_an_image_is_replaced() -> None:
    import bootstrap

    theirs = (Path(bootstrap.__file__).parent / "static/bootstrap/css/bootstrap.min.css").read_text(encoding="utf-8")
    ours = (ROOT / "static" / "klushuur" / "forms.css").read_text(encoding="utf-8")
    with_image = re.findall(r"([^{}]+)\{[^{}]*url\(\"data:", theirs)
    names = {
        re.findall(r"\.([a-z-]+)", selector)[-1]
        for rule in with_image
        for selector in rule.split(",")
        if "dark" not in selector
    }
    names -= {
        "is-valid",
        "is-invalid",
        "was-validated",
        "accordion",
        "navbar",
    }  # states of the two controls; drawn by the two parts below
    names |= {"form-control", "form-select", "accordion-button", "navbar-toggler-icon"}
    assert {name for name in names if f".{name}" not in ours} == set()
