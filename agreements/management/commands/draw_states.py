from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from agreements.models import Agreement
from jobs.models import Application, Offer
from klushuur.journal.states import Machine

PAPER = "docs/states.md"
MACHINES: tuple[type[Machine], ...] = (Offer, Application, Agreement)
INTRODUCTION = """# States

Drawn from the tables in the code by `python manage.py draw_states --write`; do not edit it, a test keeps it equal. Each machine has one
table, `TRANSITIONS`, and one door, `klushuur.journal.states.Machine.move_to`, which writes one row in the journal for each arrow.
"""


class Command(BaseCommand):
    help = f"Draws the states of offer, application and agreement as markdown; --write puts it in {PAPER}."

    def add_arguments(self, parser: CommandParser) -> None:
        ways = parser.add_mutually_exclusive_group()
        ways.add_argument("--write", action="store_true", help=f"write {PAPER}")
        ways.add_argument("--check", action="store_true", help=f"stop with code 1 when {PAPER} is another")

    def handle(self, *args: Any, **options: Any) -> None:
        path, paper = Path(settings.BASE_DIR) / PAPER, drawn()
        if options["write"]:
            path.write_text(paper, encoding="utf-8")
        elif not options["check"]:
            self.stdout.write(paper, ending="")
        elif not path.exists() or path.read_text(encoding="utf-8") != paper:
            raise CommandError(f"{PAPER} is not of these tables: python manage.py draw_states --write")


def drawn() -> str:
    """The whole paper, with the words that Dutch readers see."""
    with translation.override("nl"):
        return "\n".join([INTRODUCTION, *(_machine(model) for model in MACHINES)])


def _machine(model: type[Machine]) -> str:
    meta: Any = model._meta  # the abstract Machine leaves the field to its children
    field = meta.get_field("status")
    words = dict(field.flatchoices)
    order = [str(status) for status in model.TRANSITIONS]
    arrows = {str(old): sorted(map(str, targets), key=order.index) for old, targets in model.TRANSITIONS.items()}
    lines = [
        f"## {model.__name__}",
        "",
        f"`{model.__module__}.{model.__name__}`: {len(order)} states, {sum(map(len, arrows.values()))} arrows.",
        "",
        "| state | in het Nederlands | may become |",
        "|---|---|---|",
        *(f"| {old} | {words[old]} | {', '.join(targets) or '(the end)'} |" for old, targets in arrows.items()),
        "",
        "```mermaid",
        "stateDiagram-v2",
        f"    [*] --> {field.get_default()}",
        *(f"    {old} --> {new}" for old, targets in arrows.items() for new in targets),
        *(f"    {old} --> [*]" for old, targets in arrows.items() if not targets),
        "```",
        "",
    ]
    return "\n".join(lines)
