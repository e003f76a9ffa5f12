"""docs/states.md is what `manage.py draw_states` makes of the tables, and every arrow is on it."""

import io
import re
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from agreements.contract.models import Agreement
from agreements.management.commands import draw_states
from jobs.applications.models import Application
from jobs.offers.models import Offer
from tenants.models import LetterBatch

ARROW = re.compile(r"^    (\w+) --> (\w+)$", re.MULTILINE)


def draw(*words: str) -> str:
    out = io.StringIO()
    call_command("draw_states", *words, stdout=out)
    return out.getvalue()


def test_paper_is_what_the_tables_say() -> None:
    draw("--check")


def test_paper_has_every_arrow_of_every_machine() -> None:
    models = (Offer, Application, Agreement, LetterBatch)
    parts = dict(
        zip([model.__name__ for model in models], re.split(r"^## \w+$", draw(), flags=re.MULTILINE)[1:], strict=True)
    )
    for model in models:
        table = {(str(old), str(new)) for old, targets in model.TRANSITIONS.items() for new in targets}
        assert set(ARROW.findall(parts[model.__name__])) == table
    assert "| submitted | ontvangen | officer | – | waiting, in_review, withdrawn |" in parts["Application"]
    assert (
        "| repair | nog te herstellen | tenant | repair_before or inspect_before | inspected, taken_over, terminated |"
        in parts["Agreement"]
    )
    assert "| finished | afgerond | – | – | (the end) |" in parts["Agreement"]


def test_check_of_an_older_paper_says_how_to_draw_it_again(tmp_path: Any, settings: Any, monkeypatch: Any) -> None:
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    with pytest.raises(CommandError, match="draw_states --write"):
        draw("--check")  # there is none
    draw("--write")
    draw("--check")
    arrows = Offer.TRANSITIONS | {"closed": frozenset({"draft"})}
    monkeypatch.setattr(Offer, "TRANSITIONS", arrows)
    with pytest.raises(CommandError, match="draw_states --write"):
        draw("--check")
    assert "closed --> draft" in draw_states.drawn()
