from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from agreements.contract.models import Agreement
from agreements.contract.statuses import DESCRIBED as OF_AGREEMENT
from jobs.applications.models import Application
from jobs.applications.statuses import DESCRIBED as OF_APPLICATION
from jobs.applications.statuses import Described
from jobs.offers.models import Offer
from klushuur.ground.abilities import roles_with
from klushuur.ground.journal.actions import BY_ITSELF, Action
from klushuur.ground.journal.states import Machine
from tenants.models import LetterBatch

PAPER = "docs/states.md"
MACHINES: tuple[type[Machine], ...] = (Offer, Application, Agreement, LetterBatch)
DESCRIBED: dict[type[Machine], Mapping[Any, Described]] = {Application: OF_APPLICATION, Agreement: OF_AGREEMENT}
INTRODUCTION = """# States

Drawn from the tables in the code by `python manage.py draw_states --write`; do not edit it, a test keeps it equal. Each machine has one
table, of actions: from which statuses, to which, who may, and what that does to the place that the application holds. What may become of a
status follows from it. There is one door, `klushuur.ground.journal.states.Machine.move_to`, which takes the name of an action and writes one
row in the journal for each arrow. Everything that is not in the table is refused, and a test tries every action in every status as every role.
"""


class Command(BaseCommand):
    help = f"Draws the states of every machine as markdown; --write puts it in {PAPER}."

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
        f"`{model.__module__.partition('.models')[0]}.models.{model.__name__}`: {len(order)} states, {sum(map(len, arrows.values()))} arrows.",
        "",
        "| state | in het Nederlands | who acts | last day | may become |",
        "|---|---|---|---|---|",
        *(
            f"| {old} | {words[old]} | {_asked(model, old)} | {', '.join(targets) or '(the end)'} |"
            for old, targets in arrows.items()
        ),
        "",
        "```mermaid",
        "stateDiagram-v2",
        f"    [*] --> {field.get_default()}",
        *(f"    {old} --> {new}" for old, targets in arrows.items() for new in targets),
        *(f"    {old} --> [*]" for old, targets in arrows.items() if not targets),
        "```",
        "",
    ]
    return "\n".join([*lines, *_actions(model.ACTIONS, order)])


def _asked(model: type[Machine], status: str) -> str:
    """Who has to do something in a status, and until which date; dashes where nobody has, and for a machine that nobody waits for."""
    described = DESCRIBED.get(model, {}).get(status)
    if described is None:
        return "– | –"
    return f"{described.acts or '–'} | {' or '.join(described.due.values()) or '–'}"


def _actions(actions: Mapping[str, Action], order: list[str]) -> list[str]:
    """The table of actions of one machine."""
    return [
        "| action | in het Nederlands | from | to | ability: who has it | the place |",
        "|---|---|---|---|---|---|",
        *(_action(action, order) for action in actions.values()),
        "",
    ]


def _who(action: Action) -> str:
    """The ability, and the roles that give it."""
    return (
        "(by itself)"
        if action.ability == BY_ITSELF
        else f"{action.ability}: {', '.join(sorted(roles_with(action.ability)))}"
    )


def _action(action: Action, order: list[str]) -> str:
    starts = ", ".join(sorted(map(str, action.starts), key=order.index))
    way = ", then ".join(map(str, action.way)) or "(stays)"
    cells = (action.name, action.label, starts, way, _who(action), action.place)
    return f"| {' | '.join(cells)} |"
