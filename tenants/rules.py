"""How a phone number is read, without rows or clock."""

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
    return tidy if len(tidy) <= 20 else digits
