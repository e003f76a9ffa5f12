"""Each template keeps the habits of `tests.template_habits`, and each habit finds what breaks it."""

from pathlib import Path

import pytest

from tests import template_habits

TIME = "<time datetime=\"{{ event.at|date:'%s' }}\">{{ event.at }}</time>"


@pytest.mark.parametrize(
    "path", template_habits.templates(), ids=lambda path: str(path.relative_to(template_habits.ROOT))
)
def test_template_keeps_the_habits(path: Path) -> None:
    assert template_habits.problems(path.read_text(encoding="utf-8")) == []


def test_both_folders_are_walked() -> None:
    names = {path.relative_to(template_habits.ROOT).parts[0] for path in template_habits.templates()}
    assert names == {"templates", "klushuur"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("x" * 160, []),
        ("\n" + "x" * 161, ["2: over 160 signs"]),
        ("<p>one</p><p>two</p>", ["1: two blocks on a line"]),
        ("<p>one</p>\n<p><b>two</b> <i>three</i></p>", []),
        ('<div\n    hx-get="/x/">', ["2: write data-hx-get"]),
        ('<div data-hx-get="/x/">', []),
        ("{% if x %}\n  <p>x</p>\n  {% else %}\n{% endif %}", ["3: not under what it ends"]),
        ("{% if x %}\n  <p>\n  x</p>\n    {% endif %}", ["4: not under what it ends"]),
        ("<ul>\n  <li>\n    x\n    </li>\n</ul>", ["4: not under what it ends"]),
        ("<ul>\n  {% for x in y %}\n    <li>{% if x %}x{% endif %}</li>\n  {% endfor %}\n</ul>", []),
        ("{% block one %}x{% endblock %}\n{% url 'x' as y %}\n{% if y %}\n{% endif %}", []),
        (TIME % "c", ["1: no valid moment"]),
        (TIME % r"Y-m-d\TH:i:s.uO", ["1: no valid moment"]),
        (TIME % "j F Y", ["1: no valid moment"]),
        ("<time>nu</time>", ["1: no valid moment"]),
        (TIME % "Y-m-d", []),
        (TIME % r"Y-m-d\TH:i:sO", []),
    ],
)
def test_what_breaks_a_habit_is_found(text: str, found: list[str]) -> None:
    assert template_habits.problems(text) == found
