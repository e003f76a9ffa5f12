"""How a phone number is read and in which order the post goes round, without rows or clock."""

import re

DUTCH = re.compile(r"^(?:(?:\+|00)31[ ]?(?:\(0\)[ ]?|0)?)(?=[1-9])")  # +31, 0031, +31 (0)
NATIONAL = re.compile(r"0[1-9][0-9]{8}")
ABROAD = re.compile(r"\+[1-9][0-9]{7,14}")


def read_phone(typed: str) -> str:
    """A phone number as people write it: "+31 6-12345678" is "06 12345678". Empty stays empty.

    A Dutch number has ten digits; a foreign one begins with + and has 8 to 15. Raises ValueError for anything else.
    """
    tidy = " ".join(re.sub(r"[-.\u2010-\u2015]", " ", typed).split())
    tidy = DUTCH.sub("0", tidy).replace("(", "").replace(")", "")
    digits = tidy.replace(" ", "")
    if digits.startswith("00"):
        tidy, digits = f"+{tidy[2:].lstrip()}", f"+{digits[2:]}"
    if digits and not NATIONAL.fullmatch(digits) and not ABROAD.fullmatch(digits):
        raise ValueError("no phone number")
    return tidy if len(tidy) <= 20 else digits  # the column holds 20


def post_order(*, postcode: str, street: str, house_number: str) -> tuple[object, ...]:
    """A key to sort letters in the order in which a postman walks: postcode, street, house number, addition.

    Numbers count as numbers: 2, 10, 10A, 10B, 10-2, 10-10. Spaces and capitals do not count.
    """
    digits, addition = re.fullmatch(r"\D*?(\d*)(.*)", _plain(house_number), re.DOTALL).groups()  # type: ignore[union-attr]
    return (_plain(postcode), " ".join(street.casefold().split()), int(digits or 0), _natural(addition))


def _plain(text: str) -> str:
    return "".join(text.upper().split())


def _natural(text: str) -> tuple[tuple[bool, int, str], ...]:
    """Letters before numbers, numbers by their value; a dash or a slash only parts them."""
    parts: list[str] = re.findall(r"\d+|[^\W\d_]+", text)
    return tuple((True, int(part), "") if part.isdecimal() else (False, 0, part) for part in parts)
