"""`bin/demo --story` for real: every step with its figures, its papers, nothing left running; and what it does when a step fails."""

import email
import hashlib
import os
import re
import subprocess
import sys
import uuid
from email import policy
from pathlib import Path

import pypdf
import pytest

from klushuur.demo.people import BY_KEY
from klushuur.embedded import places
from tests import prepared

ROOT = Path(__file__).parent.parent.parent
FIGURES = (
    "€ 2.400,00",
    "€ 240,00",
    "€ 1.610,00",
    "€ 1.127,00",
    "€ 31,31",
    "€ 31,15",
    "mandaat tot € 5.000,00",
    "Dennengroen (RAL 6009)",
)
PATCHED = """
import os, sys
import django
from django.core.management import execute_from_command_line
django.setup()
from klushuur.demo import story

def good(told): yield "1.610,00"
def bad(told): yield from (); raise ValueError("1.609,99")
def never(told): os._exit(0)

story.STEPS = (("De eerste", good), ("De tweede", bad), ("De derde", never))
execute_from_command_line(["manage.py", "demo_story", "--out", sys.argv[1]])
"""

pytestmark = pytest.mark.xdist_group("story")


def demo(*words: str | Path) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """bin/demo run to its end, and what still runs of it: its children carry a mark of their own, or its folder's name."""
    mark = f"KLUSHUUR_STORY={uuid.uuid4()}"
    environ = os.environ | dict([mark.split("=")])
    done = subprocess.run(
        [ROOT / "bin/demo", *words], env=environ, capture_output=True, text=True, check=False, timeout=120
    )
    return done, running(mark, *(str(word) for word in words if isinstance(word, Path)))


def running(*marks: str) -> list[str]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            said = (process / "environ").read_bytes() + (process / "cmdline").read_bytes()
        except OSError:  # ended meanwhile, or somebody else's
            continue
        if any(mark.encode() in said for mark in marks):
            found.append(said.decode(errors="replace"))
    return found


def test_story_plays_the_whole_case_and_leaves_its_papers(tmp_path: Path) -> None:
    for name in ("99-van-een-vorige-keer.eml", "van-mij.eml"):
        (tmp_path / name).write_text("oud")
    done, left = demo("--story", "--out", tmp_path)
    assert (done.returncode, left) == (0, []), done.stdout + done.stderr
    assert re.findall(r"^ ?(\d+)  \w", done.stdout, re.MULTILINE) == [str(number) for number in range(1, 24)]
    assert [figure for figure in FIGURES if figure not in done.stdout] == []
    assert f"De overeenkomst en de mails staan in {tmp_path}" in done.stdout
    _check_document(tmp_path, done.stdout)
    _check_mails(tmp_path)


def _check_document(folder: Path, said: str) -> None:
    (path,) = folder.glob("*.pdf")
    assert f"sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}" in said
    pages = pypdf.PdfReader(path).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert len(pages) == 3
    assert [word for word in ("Jan de Wit", "1.127,00", "RAL 6009", "Ingrid Postma") if word not in text] == []


def _check_mails(folder: Path) -> None:
    files = sorted(folder.glob("[0-9]*.eml"))
    assert [file.name[:14] for file in files] == [
        "01-uw-aanvraag", "02-uw-aanvraag", "03-lees-ons-an", "04-beantwoord-", "05-teken-uw-ov", "06-vergeet-nie",
        "07-vul-uw-teke", "08-u-heeft-get", "09-bewaar-uw-g", "10-wij-komen-u", "11-herstel-nog", "12-wij-komen-u",
        "13-uw-werk-is-", "14-uw-beloning",
    ]  # fmt: skip
    mails = [email.message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    assert {mail["To"] for mail in mails} == {BY_KEY["tenant"].email}
    assert (folder / "van-mij.eml").read_text() == "oud"


def test_story_without_its_data_names_the_step_and_leaves_nothing_running(tmp_path: Path) -> None:
    with places.throwaway() as data:
        prepared.furnish(data / "pg")
        done, left = demo("--story", "--load", "", "--data", data, "--out", tmp_path)
        assert (done.returncode, left) == (1, []), done.stdout + done.stderr
    assert "MISLUKT bij stap 1, “De demo staat klaar”: DoesNotExist" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_runs_is_found_by_its_mark() -> None:
    environ = os.environ | {"KLUSHUUR_STORY": "left-behind"}
    words = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"]
    with subprocess.Popen(words, env=environ, stdout=subprocess.PIPE) as sleeper:
        assert sleeper.stdout
        assert sleeper.stdout.readline() == b"up\n"  # before that the system may not show its environment yet
        assert len(running("KLUSHUUR_STORY=left-behind")) == 1
        sleeper.kill()
    assert running("KLUSHUUR_STORY=left-behind") == []


def test_step_that_fails_ends_the_story_with_its_name(tmp_path: Path) -> None:
    environ = os.environ | {"DJANGO_SETTINGS_MODULE": "klushuur.demo.settings"}
    words = [sys.executable, "-c", PATCHED, tmp_path]
    done = subprocess.run(words, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, " 1  De eerste\n      1.610,00\n 2  De tweede\n")
    assert done.stderr.strip() == "CommandError: MISLUKT bij stap 2, “De tweede”: ValueError: 1.609,99"
