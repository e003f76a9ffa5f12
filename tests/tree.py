"""The files of the project, as git knows them."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent


@cache
def tracked() -> list[str]:
    """What git has or would take: new files that are not ignored too."""
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [name for name in names if (ROOT / name).is_file()]


def papers() -> list[str]:
    return [name for name in tracked() if name.endswith(".md") and not name.startswith(".")]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")
