"""The four figures that the value of a job follows from, handed on as one value."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict

from corporations.money import value

COLUMNS = (
    "avoided_cost",
    "materials_cost",
    "handling_cost",
    "risk_rate",
)  # of an offer and a quote, in the order below


class Keywords(TypedDict):
    """The figures by the names that the functions of the engine have for them."""

    avoided: Decimal
    materials: Decimal
    handling: Decimal
    risk_rate: Decimal


@dataclass(frozen=True)
class Amounts:
    """What one participant costs and spares us, in euro, and the risk as a rate of `avoided`.

    No figure is checked here: the functions that reckon with them do, and say which one is no amount.
    """

    avoided: Decimal
    materials: Decimal
    handling: Decimal
    risk_rate: Decimal

    @classmethod
    def of_row(cls, row: object) -> "Amounts":
        """Those of a row that has the columns."""
        return cls(*(getattr(row, column) for column in COLUMNS))

    @classmethod
    def of_typed(cls, typed: Mapping[str, Decimal | None]) -> "Amounts | None":
        """Those that were typed, by the names of the columns; None while one is missing."""
        figures = [found for column in COLUMNS if (found := typed.get(column)) is not None]
        return cls(*figures) if len(figures) == len(COLUMNS) else None

    @property
    def keywords(self) -> Keywords:
        """For `value.net_saving`, `value.explain`, `business_case.case`."""
        return {
            "avoided": self.avoided,
            "materials": self.materials,
            "handling": self.handling,
            "risk_rate": self.risk_rate,
        }

    @property
    def columns(self) -> dict[str, Decimal]:
        """For a row that has the columns."""
        return dict(zip(COLUMNS, self.keywords.values(), strict=True))  # type: ignore[arg-type]

    @property
    def net_saving(self) -> Decimal:
        """What one participant saves the corporation, in euro; may be negative. Raises ValueError as `value.net_saving`."""
        return value.net_saving(**self.keywords)

    def explain(self, *, share: Decimal, source: str, surplus: Decimal = value.NOTHING) -> list[value.Row]:
        """The rows from what is avoided to the reward. Raises ValueError as `value.explain`."""
        return value.explain(**self.keywords, share=share, source=source, surplus=surplus)
