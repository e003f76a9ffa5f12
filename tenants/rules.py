"""How a phone number is read and in which order the post goes round, without rows or clock."""

import re

import phonenumbers

NETHERLANDS, COUNTRY_CODE = "NL", 31
TEN_DIGITS = re.compile(r"[1-9][0-9]{8}")  # without the zero before it
ROOM = 20  # of the column


def read_phone(typed: str) -> str:
    """A phone number as people write it: "06-12345678" and "0031 6 12345678" are "06 12345678". Empty stays empty.

    A Dutch number has ten digits, and may be one that is given to nobody yet; one of another country begins with + and is as long
    as its numbers are. Digits of another script count. Raises ValueError for anything else: nothing is left out to make it fit.
    """
    if not typed.strip():
        return ""
    if any(character.isalpha() for character in typed):
        raise ValueError("no phone number")
    try:
        number = phonenumbers.parse(" ".join(typed.split()), NETHERLANDS)
    except phonenumbers.NumberParseException as error:
        raise ValueError("no phone number") from error
    is_ours = number.country_code == COUNTRY_CODE
    if number.extension or not (_has_ten_digits(number) if is_ours else _is_possible(number)):
        raise ValueError("no phone number")
    form = phonenumbers.PhoneNumberFormat
    written = phonenumbers.format_number(number, form.NATIONAL if is_ours else form.INTERNATIONAL)
    return written if len(written) <= ROOM else phonenumbers.format_number(number, form.E164)


def _has_ten_digits(number: phonenumbers.PhoneNumber) -> bool:
    return bool(TEN_DIGITS.fullmatch(phonenumbers.national_significant_number(number)))


def _is_possible(number: phonenumbers.PhoneNumber) -> bool:
    """Not `is_valid_number`: it does not know what was given out since the library was made."""
    return phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE


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
