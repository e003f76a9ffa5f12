"""Templates a person can read and compare: python -m tests.template_habits

No line over 160 signs, no two blocks on a line, what ends stands under what began, attributes of htmx as data-hx-*, and a
moment in a time element as HTML wants it. djlint lints them too, but does not lay them out: it adds spaces within sentences.
"""

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.utils import dateformat

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("templates", "klushuur/demo/templates")
LONGEST = 160
INNER = r"\{%.*?%\}|\{\{.*?\}\}"
TAG = rf"</?[a-z](?:{INNER}|\"(?:{INNER}|[^\"])*\"|'(?:{INNER}|[^'])*'|[^>\"'])*>"
TOKEN = re.compile(rf"\{{% comment %\}}.*?\{{% endcomment %\}}|<!--.*?-->|{INNER}|{TAG}", re.DOTALL)
NAME = re.compile(r"(?:\{% |</?)([\w-]+)")
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta"}
BETWEEN = {"elif", "else", "empty", "plural"}
BLOCK = (
    "p|li|ul|ol|dl|dt|dd|tr|td|th|h[1-6]|div|section|table|thead|tbody|form|fieldset|details|article|nav|header|footer"
)
TWO_BLOCKS = re.compile(rf"</(?:{BLOCK})>\s*<(?:{BLOCK})\b")
HTMX = re.compile(r"(?<![\w-])hx-[\w-]+(?==)")
TIME = re.compile(r"<time\b[^>]*>")
MOMENT = re.compile(r"<time datetime=\"\{\{ [\w.]+\|date:'(?P<format>[^']+)' \}\}\">")
VALID = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d[+-]\d\d:?\d\d)?")
NOW = datetime(2027, 4, 1, 9, 5, 7, 123456, tzinfo=UTC)


def problems(text: str) -> list[str]:
    """What is wrong with a template, each with the number of its line."""
    found = [(number, "over 160 signs") for number, line in enumerate(text.split("\n"), 1) if len(line) > LONGEST]
    found += [
        (_line(text, two.start()), "two blocks on a line") for two in TWO_BLOCKS.finditer(text) if "\n" not in two[0]
    ]
    found += [(_line(text, name.start()), f"write data-{name[0]}") for name in HTMX.finditer(text)]
    found += [(_line(text, time.start()), "no valid moment") for time in TIME.finditer(text) if not is_valid(time[0])]
    found += [(number, "not under what it ends") for number in _crooked(text)]
    return [f"{number}: {what}" for number, what in sorted(found)]


def is_valid(time: str) -> bool:
    """Whether the tag of a time element gives a date, or a moment in whole seconds, by a filter."""
    moment = MOMENT.fullmatch(time)
    return moment is not None and VALID.fullmatch(dateformat.format(NOW, moment["format"])) is not None


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _crooked(text: str) -> Iterator[int]:
    """The lines that begin with an end, or an else, further in or out than the line that it belongs to."""
    began: dict[str, list[int | None]] = {}
    branches: list[int | None] = []
    for token in TOKEN.finditer(text):
        if not (name := NAME.match(token[0])) or token[0].startswith("{% comment"):
            continue
        is_code, word = token[0][0] == "{", name[1]
        column = _column(text, token.start())
        opened: int | None = None
        if is_code and word in BETWEEN:
            opened = branches[-1] if branches else None
        elif is_code and word.startswith("end"):
            opened = branches.pop()
        elif is_code:
            if re.search(rf"{{% end{word} ?", text):
                branches.append(column)
        elif token[0][1] == "/":
            opened = began[word].pop() if began.get(word) else None
        elif word not in VOID and not token[0].endswith("/>"):
            began.setdefault(word, []).append(column)
        if None not in (opened, column) and opened != column:
            yield _line(text, token.start())


def _column(text: str, position: int) -> int | None:
    """Of what begins its line; none further on in a line."""
    before = text[text.rfind("\n", 0, position) + 1 : position]
    return None if before.strip() else len(before)


def templates() -> list[Path]:
    return sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.*") if path.is_file())


def main() -> None:
    files = templates()
    found = [f"{path.relative_to(ROOT)}:{one}" for path in files for one in problems(path.read_text(encoding="utf-8"))]
    if found:
        sys.exit("\n".join(found))
    print(f"{len(files)} templates")


if __name__ == "__main__":
    main()
