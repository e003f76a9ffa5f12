"""Tables as files for other programs: CSV as Dutch spreadsheets and ERPs read it.

UTF-8 with a byte order mark, `;`, CRLF, decimal comma without thousands, dd-mm-jjjj, a row of names; a text that a
spreadsheet would take for a formula is kept a text.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.timezone import localtime

# without it Excel takes UTF-8 for the code page of the machine
BOM = "\ufeff"
# what a spreadsheet may begin to reckon with; the wide signs too (OWASP, CSV injection)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
Cell = str | int | bool | Decimal | date | datetime | None


def csv_of(heads: str, rows: Iterable[Sequence[Cell]]) -> bytes:
    """The whole file. heads: the names of the columns, apart by `;`. Raises ValueError for a row of another length."""
    text, names = io.StringIO(), heads.split(";")
    write = csv.writer(text, delimiter=";", lineterminator="\r\n").writerow
    write(names)
    for row in rows:
        if len(row) != len(names):
            raise ValueError(f"{len(row)} cells for {len(names)} heads")
        write([written(cell) for cell in row])
    return (BOM + text.getvalue()).encode()


def written(cell: Cell) -> str:
    """`-45,00`, `31-12-2027`, `ja`; an empty text for None; a guarded text."""
    if cell is None:
        return ""
    # before the numbers: True is an int as well
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, Decimal):
        return f"{cell:.2f}".replace(".", ",")
    # before the days: a datetime is a date as well
    if isinstance(cell, datetime):
        return f"{localtime(cell):%d-%m-%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d-%m-%Y}"
    text = str(cell)
    return f"'{text}" if not isinstance(cell, int) and text.lstrip(" ").startswith(FORMULA) else text


def handed_out(content: bytes, *, name: str) -> HttpResponse:
    """The file as an answer: saved under this name, kept by no cache."""
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["Cache-Control"] = "private, no-store"
    return response
