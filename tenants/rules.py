"""How a phone number is read and in which order the post goes round, without rows or clock."""

import re

import phonenumbers

from klushuur.ground.typed.typed import phone

NETHERLANDS, COUNTRY_CODE = "NL", 31
SIGNS = re.compile(r"\+?[\d ().\-/]+")  # the library passes over any other
A_ZERO_TOO_MANY = re.compile(
    r"006\d{8}"
)  # a mobile number of here, and not one of the countries whose code begins with 6
TEN_DIGITS = re.compile(r"[1-9][0-9]{8}")  # without the zero before it
ROOM = 20  # of the column


def read_phone(typed: str) -> str:
    """A phone number as people write it: "06-12345678" and "0031 6 12345678" are "06 12345678". Empty stays empty.

    A Dutch number has ten digits, and may be one that is given to nobody yet; one of another country begins with + and is as long
    as its numbers are. Digits of another script count. Raises ValueError for anything else: nothing is left out to make it fit.
    """
    typed = phone(typed)
    if not typed:
        return ""
    digits = phonenumbers.normalize_digits_only(typed)
    if not SIGNS.fullmatch(typed) or A_ZERO_TOO_MANY.fullmatch(digits):
        raise ValueError("no phone number")
    try:
        number = phonenumbers.parse(typed, NETHERLANDS)
    except phonenumbers.NumberParseException as error:
        raise ValueError("no phone number") from error
    if number.country_code == COUNTRY_CODE:
        is_whole = digits.startswith("0") or typed[0] == "+"
        if not is_whole or not _has_ten_digits(number):
            raise ValueError("no phone number")
        return _written_here(number)
    if not _is_possible(number):
        raise ValueError("no phone number")
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return written if len(written) <= ROOM else phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _written_here(number: phonenumbers.PhoneNumber) -> str:
    """Of a range that the library has no way of writing for, it leaves out the zero."""
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return written if written.startswith("0") else f"0{written}"


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
