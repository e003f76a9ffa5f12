from argparse import ArgumentParser
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreements.rewards.services import reconciling
from agreements.rewards.services.reconciling import Difference
from corporations.models import Corporation
from klushuur.ground.amounts.amounts import as_typed
from klushuur.ground.scope import scope


class Command(BaseCommand):
    help = "Vergelijkt van elke overeenkomst wat is afgesproken met wat is geboekt, tot op de cent. Stopt met code 1 bij een verschil."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--corporation", metavar="NAAM", help="alleen deze corporatie, met de naam uit het adres")

    def handle(self, *args: Any, **options: Any) -> None:
        found, total = 0, Decimal("0.00")
        for corporation in _asked(options["corporation"]):
            with scope.of(corporation.pk):
                account = reconciling.reconcile()
            for settled in account.settled:
                amount = as_typed(settled.amount)
                self.stdout.write(f"HUUR GESTOPT {settled.reference}: {settled.option.label}: € {amount}")
            for difference in account.differences:
                self.stdout.write(_words(difference))
            self.stdout.write(
                f"{corporation}: {account.agreements} overeenkomsten, afgesproken € {as_typed(account.agreed)}, "
                f"geboekt € {as_typed(account.booked)}"
            )
            found += len(account.differences)
            total += account.booked
        if found:
            raise CommandError(f"Het klopt niet: {found} {'verschil' if found == 1 else 'verschillen'}.")
        self.stdout.write(f"Alles klopt tot op de cent: € {as_typed(total)}.")


def _asked(slug: str | None) -> list[Corporation]:
    """Raises CommandError for a corporation that is not there."""
    rows = Corporation.objects.order_by("pk")
    if slug is None:
        return list(rows)
    found = list(rows.filter(slug=slug))
    if not found:
        raise CommandError(f"Er is geen corporatie met de naam {slug}.")
    return found


def _words(difference: Difference) -> str:
    expected, found = as_typed(difference.expected), as_typed(difference.found)
    month = f" {difference.month:%m-%Y}" if difference.month else ""
    return (
        f"VERSCHIL {difference.reference}: {difference.field.label}{month}: verwacht € {expected}, gevonden € {found}"
    )
