"""What collectstatic does in the image, without the compressing: every file that a style sheet or a template names is there."""

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.conf import settings as installation
from django.core.management import call_command
from django.test import override_settings

from corporations.rules import contrast

STATIC = re.compile(r"""{%\s*static\s+['"]([^'"]+)['"]""")
ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")
ROOT = Path(__file__).parent.parent

TOKEN = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")
READ_ON = {
    "ink": "paper",
    "ink-soft": "paper",
    "good": "good-tint",
    "wait": "wait-tint",
    "stop": "stop-tint",
    "note": "note-tint",
}

pytestmark = pytest.mark.xdist_group("static")  # collecting takes seconds: once


class Collected(NamedTuple):
    folder: Path
    paths: dict[str, str]  # name, and name with a hash


@pytest.fixture(scope="module")
def collected(tmp_path_factory: Any) -> Collected:
    """The static files as an installation finds them. A style sheet that names a file that is not there, stops it."""
    folder: Path = tmp_path_factory.mktemp("static")
    storage = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    with override_settings(STATIC_ROOT=folder, STORAGES=installation.STORAGES | {"staticfiles": storage}):
        call_command("collectstatic", interactive=False, verbosity=0)
    return Collected(folder, json.loads((folder / "staticfiles.json").read_text())["paths"])


def test_every_file_that_a_template_names_is_collected(collected: Collected) -> None:
    named = {name for path in (ROOT / "templates").rglob("*.html") for name in STATIC.findall(path.read_text())}
    assert len(named) > 3
    assert named - set(collected.paths) == set()
    assert all((collected.folder / name).is_file() for name in collected.paths.values())


@pytest.mark.parametrize(("ink", "ground"), READ_ON.items())
def test_ink_can_be_read_on_its_ground(ink: str, ground: str) -> None:
    """WCAG 2.2, 1.4.3: 4.5 for text."""
    tokens = dict(TOKEN.findall((ROOT / "static/klushuur/tokens.css").read_text()))
    assert contrast(tokens[ink], tokens[ground]) >= 4.5


def test_no_style_sheet_fetches_from_elsewhere(collected: Collected) -> None:
    sheets = [collected.folder / hashed for name, hashed in collected.paths.items() if name.endswith(".css")]
    assert len(sheets) > 10
    named = {address for sheet in sheets for pair in ADDRESS.findall(sheet.read_text()) for address in pair if address}
    elsewhere = {address for address in named if "//" in address and not address.startswith("data:")}
    assert elsewhere == set()
