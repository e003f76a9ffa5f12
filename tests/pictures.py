"""The pictures of the manual, out of the screenshots of the journeys: python -m tests.pictures FOLDER

Which ones, the pages say: `![what it shows](beelden/<name of a look>-<width>.png)`. A picture is cut where it gets too long to
read beside a text, and has as few colours as it takes to be light. `bin/pictures` makes the screenshots first.
"""

import re
import sys
from pathlib import Path
from typing import Any

from PIL import Image

from tests.tree import ROOT

MANUAL = ROOT / "docs" / "handleiding"
FOLDER = MANUAL / "beelden"
PICTURE = re.compile(r"!\[([^\]]*)\]\(beelden/([^)\s]+)\)")
TALLEST = 1100
EMPTY = 40
HEAVIEST = 120_000  # bytes


def pages() -> dict[str, str]:
    """The text of each page of the manual, by the name of its file."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(MANUAL.glob("*.md"))}


def named() -> dict[str, str]:
    """The pictures that the pages ask for, by file name, with what a reader who sees none is told."""
    return {name: words for page in pages().values() for words, name in PICTURE.findall(page)}


def draw(shot: Path, picture: Path) -> None:
    """Cut a screenshot and save it with at most 256 colours. Raises ValueError when it stays too heavy."""
    with Image.open(shot) as opened:
        image = _tighten(opened.convert("RGB"))
    image = image.crop((0, 0, image.width, min(image.height, TALLEST)))
    for colours in (256, 128, 64):
        image.quantize(colours, dither=Image.Dither.NONE).save(picture, optimize=True)
        if picture.stat().st_size < HEAVIEST:
            return
    raise ValueError(f"{picture.name}: {picture.stat().st_size} bytes")


def _tighten(image: Image.Image) -> Image.Image:
    """The same without what is empty over the whole width, save a little: a short page is not padded to a screen."""
    kept, empty = [], 0
    colour: Any = None
    for top in range(image.height):
        row = image.crop((0, top, image.width, top + 1))
        before, colour = colour, row.getcolors(1)  # none for more than one
        empty = empty + 1 if colour and colour == before else 0
        if empty < EMPTY:
            kept.append(row)
    tight = Image.new("RGB", (image.width, len(kept)))
    for top, row in enumerate(kept):
        tight.paste(row, (0, top))
    return tight


def main(shots: Path) -> None:
    """Make every picture that a page asks for, and remove the others. Raises SystemExit when there is no screenshot of one."""
    wanted = named()
    if missing := [name for name in sorted(wanted) if not (shots / name).is_file()]:
        sys.exit(f"no screenshot of: {', '.join(missing)}")
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.iterdir():
        if old.name not in wanted:
            old.unlink()
    for name in sorted(wanted):
        draw(shots / name, FOLDER / name)
        print(f"{(FOLDER / name).stat().st_size:>7} {name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
