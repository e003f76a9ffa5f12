"""Which values a text says, in its order: of a world in which no two values look alike, so that none can stand for another."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from html import unescape

from django.utils.formats import date_format

from klushuur.ground.amounts.amounts import euro

TAG = re.compile(r"<(head|title|svg)\b.*?</\1>|<[^>]+>", re.DOTALL)
Value = date | Decimal | int | str


def said(text: str, world: Mapping[str, Value]) -> str:
    """The names of the values of the world that stand in a text or a page, in the language of now: `works_from works_until`.

    A day of which only the month is said has a `~` behind its name, an amount or a day that is nobody's a `?`.
    """
    known = {written: name for name, value in world.items() for written, name in _written(name, value)}
    strangers = rf"€\xa0[\d.,]*\d|\b\d{{1,2}} (?:{'|'.join(_months())}) \d{{4}}"
    wanted = "|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in sorted(known, key=len, reverse=True))
    plain = " ".join(re.split(r"[^\S\xa0]+", unescape(TAG.sub(" ", text))))
    found = re.finditer(f"(?P<known>{wanted})|(?P<strange>{strangers})", plain)
    return " ".join(known[one[0]] if one["known"] else f"{one[0]}?" for one in found)


def _written(name: str, value: Value) -> Iterator[tuple[str, str]]:
    if isinstance(value, date):
        yield date_format(value, "j F Y"), name
        yield date_format(value, "F Y"), f"{name}~"
    else:
        yield euro(value) if isinstance(value, Decimal) else str(value), name


def _months() -> list[str]:
    return [date_format(date(2027, month, 1), "F") for month in range(1, 13)]
