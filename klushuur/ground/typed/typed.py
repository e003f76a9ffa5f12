"""What people type, or paste from Word, Outlook, WhatsApp or a PDF, made clean: one function for each sort of value.

Each is idempotent, and is used on both sides of a comparison: of what is kept and of what is asked. Nothing is guessed: what can
mean two things raises Unreadable, whose `code` says why; the fields beside this file have the words for it.
"""

import re
import unicodedata
from collections.abc import Collection
from datetime import date
from urllib.parse import unquote

DIGITS = "0123456789"

# Signs that nobody sees: soft hyphens, spaces of no width, marks of direction, tags, fillers. Not the overrides, which make
# a text read as another one, and not the joiners, which some scripts need.
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u202a-\u202c\u2060-\u2064\u2066-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
OVERRIDES = re.compile("[\u202d\u202e]")
# kept between two signs that are not Latin: a Persian word, an emoji of more than one person
JOINERS = re.compile("(?<![^\0-\u036f\u200c\u200d])[\u200c\u200d]+|[\u200c\u200d]+(?![^\0-\u036f\u200c\u200d])")
NO_JOINERS: dict[int, str | None] = {0x200C: None, 0x200D: None}
SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")  # Word writes \v, a PDF \f
# what no column and no page can hold, or what rings a bell there
NEVER = re.compile("[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
DASHES = re.compile("[\u2010-\u2015\u2043\u2212\u02d7\ufe58\ufe63\uff0d]")
APOSTROPHES = re.compile("[\u2018\u2019\u201b\u02bc\uff07]")
LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}  # of a PDF
BULLETS = {0xF0B7: "•", 0xF0A7: "•"}  # of Word, in a font that nobody else has
WIDE: dict[int, str | None] = {wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}
LOOKALIKES = {"O": "0", "I": "1", "L": "1", "0": "O", "1": "I"}
MONTHS = (
    "jan januari january", "feb februari february", "mrt maart mar march", "apr april", "mei may", "jun juni june",
    "jul juli july", "aug augustus august", "sep sept september", "okt oktober oct october", "nov november",
    "dec december",
)  # fmt: skip
WEEKDAYS = ("ma maandag mon monday", "di dinsdag tue tuesday", "wo woensdag wed wednesday", "do donderdag thu thursday",
            "vr vrijdag fri friday", "za zaterdag sat saturday", "zo zondag sun sunday")  # fmt: skip
YEAR_FIRST = re.compile(r"(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})")
DAY_FIRST = re.compile(r"(\d{1,2}) ?([-/. ]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})")
DAY_IN_WORDS = re.compile(r"(?:([a-z]+)\.?,? )?(\d{1,2})(?:e|st|nd|rd|th)?[ -]([a-z]+)\.?,?[ -](\d{4})")
MONTH_FIRST_IN_WORDS = re.compile(r"(?:([a-z]+)\.?,? )?([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
MONTH = re.compile(r"(?:(\d{4})[-/. ](\d{1,2})|(\d{1,2})[-/. ](\d{4})|([a-z]+)\.? (\d{4}))")
WHOLE = re.compile(r"-?(?:\d{1,3}(?:[. ]\d{3})+|\d{1,15})(?:,0{1,2})?")


class Unreadable(ValueError):
    """What was typed can't be read, or can be read in two ways. code: `signs`, `day`, `two_days`, `weekday`, `month` or `whole`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def text(typed: str) -> str:
    """More lines: a remark, a question. Signs that no page can show are left out; lines end in \\n, and accents are one sign (NFC)."""
    found = NEVER.sub("", OVERRIDES.sub("", LINE_ENDS.sub("\n", typed)))
    lines = _seen(found).translate(BULLETS).split("\n")
    return "\n".join(part.rstrip(" ") for part in lines).strip(" \n")


def line(typed: str) -> str:
    """One line: a title, a sentence. Raises Unreadable for an override of direction, or a sign that can't be shown."""
    found = LINE_ENDS.sub(" ", typed)
    return " ".join(_seen(_shown(found).translate(WIDE)).split())


def name(typed: str) -> str:
    """A person's name, on one line: `d’Arc` is `d'Arc`, and a long dash a short one. Raises Unreadable as `line`."""
    found = line(DASHES.sub("-", APOSTROPHES.sub("'", typed)))
    if not found.translate(NO_JOINERS).isprintable():
        raise Unreadable("signs")
    return found


def address(typed: str) -> str:
    """An e-mail address in small letters, out of `Jan <mailto:Jan@voorbeeld.nl>.` too. Whether it is one, its validator says."""
    found = figures(typed)
    while (next_ := _unwrapped(found)) != found:
        found = next_
    return found


def code(typed: str, *, alphabet: str) -> str:
    """A code in capitals without spaces and dashes, as in `code: k7mq-4xpd 9htr`.

    An O is a 0 and an I a 1 where the alphabet has only the one; any other letter stays, for its form to refuse. Of
    a code of digits the words before it are left out.
    """
    parts = _narrow(typed).rstrip(" :.,;").rpartition(":")[2].split()
    if alphabet == DIGITS:
        parts = [part for part in parts if len(part) == 1 or any(sign in DIGITS for sign in part)] or parts
    found = unicodedata.normalize("NFC", "".join(sign for sign in "".join(parts).upper() if sign.isalnum()))
    return "".join(_lookalike(sign, alphabet) for sign in found)


def figures(typed: str) -> str:
    """A number or another short sequence of signs as it is written: digits of any script, short dashes, single spaces."""
    return " ".join(_narrow(DASHES.sub("-", typed)).split())


def reference(typed: str) -> str:
    """A number or code of another system, as `figures`. Raises Unreadable as `line`."""
    return _shown(figures(typed))


def phone(typed: str) -> str:
    """A phone number, as it was written but for what is not seen. Which numbers there are, `tenants.rules` says.

    Raises Unreadable as `line`.
    """
    return re.sub(r"(?i)^(tel: ?)+", "", reference(typed))


def whole(typed: str) -> int:
    """`2.400` and `2400` are 2400. Raises Unreadable for what is no whole number of at most fifteen digits."""
    found = figures(typed)
    if not WHOLE.fullmatch(found):
        raise Unreadable("whole")
    digits = re.sub("[. ]", "", found.partition(",")[0])
    if len(digits) > 16:
        raise Unreadable("whole")
    return int(digits)


def day(typed: str, *, month_may_be_first: bool = False) -> date:
    """`31-12-2027`, `31/12/27`, `2027-12-31`, `31 dec. 2027`, `vrijdag 31 december 2027`, `December 31, 2027`.

    month_may_be_first: for readers of English `4/5/2027` is two days. Raises Unreadable, also for a day that does not exist.
    """
    found = figures(typed).lower()
    if match := YEAR_FIRST.fullmatch(found):
        return _date(int(match[1]), int(match[3]), int(match[4]))
    if match := DAY_FIRST.fullmatch(found):
        first, second = int(match[1]), int(match[3])
        if month_may_be_first and match[2] == "/" and first != second and max(first, second) <= 12:
            raise Unreadable("two_days")
        return _date(int(match[4]) + (2000 if len(match[4]) == 2 else 0), second, first)
    if match := DAY_IN_WORDS.fullmatch(found):
        return _named_day(match[1], match[2], match[3], match[4])
    if match := MONTH_FIRST_IN_WORDS.fullmatch(found):
        return _named_day(match[1], match[3], match[2], match[4])
    raise Unreadable("day")


def month(typed: str) -> date:
    """The first day of `2027-04`, `04-2027`, `4/2027` or `april 2027`. Raises Unreadable."""
    match = MONTH.fullmatch(figures(typed).lower())
    if match is None:
        raise Unreadable("month")
    year, number = match[1] or match[4] or match[6], match[2] or match[3]
    try:
        return date(int(year), int(number) if number else _number(match[5], MONTHS), 1)
    except ValueError as error:
        raise Unreadable("month") from error


def search(typed: str) -> str:
    """What is looked for, for both sides of a search: capitals, accents and the width of signs do not count."""
    plain = unicodedata.normalize("NFKD", text(typed).translate(NO_JOINERS)).casefold()
    found = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    return " ".join(DASHES.sub("-", APOSTROPHES.sub("'", found)).split())


def token(typed: str) -> str:
    """What one of our own pages gave along, such as a hash: the first hundred signs, nothing that such a thing never has."""
    return "".join(sign for sign in typed if sign.isascii() and sign.isprintable()).strip()[:100].strip()


def _shown(found: str) -> str:
    """The same text. Raises Unreadable when it can't be kept, or is read otherwise than it is."""
    if OVERRIDES.search(found) or NEVER.search(found):
        raise Unreadable("signs")
    return found


def _seen(found: str) -> str:
    """Plain spaces and no sign that nobody sees, ligatures in letters, each accent with its letter one sign (NFC)."""
    plain = unicodedata.normalize("NFC", SPACES.sub(" ", UNSEEN.sub("", found)).translate(LIGATURES))
    return unicodedata.normalize("NFC", JOINERS.sub("", plain))


def _narrow(typed: str) -> str:
    """Signs of the usual width, digits as 0 to 9. No NFKC: to that, ² is 2."""
    found = _seen(LINE_ENDS.sub(" ", typed).translate(WIDE | NO_JOINERS))
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in found)


def _unwrapped(found: str) -> str:
    """One layer less: a name before angle brackets, `mailto:`, quotes and brackets round it, a dot or comma after it."""
    if match := re.fullmatch(r"([^<>]*)<([^<>]*)>([^<>]*)", found):
        beside = match[1] + match[3]
        # two addresses that differ stay as they are, and are refused
        return match[2].strip() if "@" not in beside or address(beside) == address(match[2]) else found
    if match := re.fullmatch(r"(?i)mailto:([^?]*)(\?.*)?", found):
        return figures(unquote(match[1]))
    return figures(found.strip(" \"'“”„‘’()[].,;:").lower())


def _lookalike(sign: str, alphabet: str) -> str:
    meant = LOOKALIKES.get(sign, sign)
    return meant if sign not in alphabet and meant in alphabet else sign


def _date(year: int, month_: int, day_: int) -> date:
    try:
        return date(year, month_, day_)
    except ValueError as error:
        raise Unreadable("day") from error


def _named_day(weekday: str | None, number: str, month_: str, year: str) -> date:
    found = _date(int(year), _number(month_, MONTHS), int(number))
    if weekday and _number(weekday, WEEKDAYS) != found.isoweekday():
        raise Unreadable("weekday")
    return found


def _number(word: str, names: Collection[str]) -> int:
    """The place of a name among the names, from 1. Raises ValueError (Unreadable)."""
    for number, known in enumerate(names, start=1):
        if word in known.split():
            return number
    raise Unreadable("day")
