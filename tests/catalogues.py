"""The English catalogue is complete and current: python -m tests.catalogues [--write]

Dutch is in the code; English is the second catalogue. Fails when a text has no translation or a doubtful one, when a translation
has no text any more, or when the .mo is not what msgfmt makes of the .po. With --write: new texts come in, empty, old ones go
out, and the .mo is made.
"""

import argparse
import gettext
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
SOURCES = ("klushuur", "corporations", "tenants", "jobs", "agreements", "templates")
NEEDED = {  # settings ask for these; extracting uses none of them
    "SITE_URL": "http://localhost:8000",
    "SECRET_KEY": "only-for-reading-texts-out-of-the-code-and-nothing-else",
    "DATABASE_URL": "postgresql://nobody@localhost/none",
    "REDIS_URL": "redis://localhost:6379/0",
    "EMAIL_URL": "smtp://localhost",
    "FILES_URL": "file:///nowhere",
}
HEADER = """msgid ""
msgstr ""
"Project-Id-Version: Klushuur\\n"
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""
ALIAS = re.compile(r"\b\w*gettext\w* as (?!_\b)\w+")  # xgettext knows gettext's own names, and _
Ids = set[object]


def run(*argv: str | Path, content: bytes = b"", cwd: Path = ROOT) -> bytes:
    """What a program writes. Raises SystemExit with its words when it fails."""
    environ = {**NEEDED, **os.environ, "LC_ALL": "C.UTF-8", "DJANGO_SETTINGS_MODULE": "klushuur.settings"}
    done = subprocess.run(argv, input=content, cwd=cwd, env=environ, capture_output=True, check=False)
    if done.returncode:
        sys.exit(f"{argv[0]}: {done.stderr.decode()}")
    return done.stdout


def extract() -> bytes:
    """A fresh catalogue of every text in code and templates, none translated."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in SOURCES:
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "migrations"))
        shutil.copy(ROOT / "manage.py", copy)
        (copy / "locale").mkdir()
        words = ["makemessages", "--locale", "en", "--no-wrap", "--no-obsolete", "--add-location", "never"]
        run(sys.executable, "manage.py", *words, "--extension", "py,html,txt", cwd=copy)
        return (copy / PO.relative_to(ROOT)).read_bytes()


def compiled(po: bytes) -> bytes:
    """The .mo of a .po; doubtful and empty translations are left out. Placeholders must agree."""
    return run("msgfmt", "--check-format", "--output-file=-", "-", content=po)


def catalogue(mo: bytes) -> dict[object, str]:
    """What is in a .mo, without its header."""
    table: dict[object, str] = dict(gettext.GNUTranslations(io.BytesIO(mo))._catalog)  # type: ignore[attr-defined]
    table.pop("", None)
    return table


def ids(po: bytes) -> Ids:
    """The texts of a catalogue, translated or not."""
    return {key[0] if isinstance(key, tuple) else key for key in catalogue(compiled(run("msgen", "-", content=po)))}


def problems(fresh: bytes, po: bytes, mo: bytes) -> list[str]:
    """What is wrong with the catalogue, in words."""
    translated = {key[0] if isinstance(key, tuple) else key for key in catalogue(compiled(po))}
    wanted = ids(fresh)
    found = [f"geen vertaling / no translation: {text!r}" for text in sorted(map(str, wanted - translated))]
    found += [f"niet meer in gebruik / used no more: {text!r}" for text in sorted(map(str, ids(po) - wanted))]
    if run("msgattrib", "--only-fuzzy", "--no-obsolete", "-", content=po).strip():
        found.append("er zijn twijfelachtige vertalingen / there are fuzzy translations")
    if not mo or catalogue(mo) != catalogue(compiled(po)):
        found.append("django.mo is niet van deze django.po / is not of this django.po")
    return found


def hidden() -> list[str]:
    """Files that call gettext by a name under which its texts are not found."""
    files = sorted(path for name in SOURCES for path in (ROOT / name).rglob("*.py") if ALIAS.search(path.read_text()))
    return [f"gettext onder een andere naam / by another name: {path.relative_to(ROOT)}" for path in files]


def write(fresh: bytes) -> None:
    """Bring the catalogue up to date with the code; what is new stays empty."""
    PO.parent.mkdir(parents=True, exist_ok=True)
    if not PO.exists():
        PO.write_text(HEADER, encoding="utf-8")
    with tempfile.NamedTemporaryFile(suffix=".po") as new:
        new.write(fresh)
        new.flush()
        merged = run("msgmerge", "--no-fuzzy-matching", "--no-wrap", "--sort-output", "--no-location", PO, new.name)
    kept = run("msgattrib", "--no-obsolete", "--no-wrap", "-", content=merged).decode()
    lines = [line for line in kept.splitlines() if not line.startswith('"POT-Creation-Date')]
    PO.write_text("\n".join(lines) + "\n", encoding="utf-8")
    MO.write_bytes(compiled(PO.read_bytes()))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.catalogues")
    parser.add_argument("--write", action="store_true")
    if shutil.which("xgettext") is None or shutil.which("msgfmt") is None:
        sys.exit("msgfmt ontbreekt / is missing: apt-get install gettext")
    fresh = extract()
    if parser.parse_args().write:
        write(fresh)
    found = hidden() + problems(fresh, PO.read_bytes(), MO.read_bytes() if MO.exists() else b"")
    if found:
        sys.exit("\n".join([*found, f"{len(found)}: python -m tests.catalogues --write, en vertaal / and translate"]))
    print(f"{len(ids(fresh))} teksten, alle vertaald / texts, all translated")


if __name__ == "__main__":
    main()
