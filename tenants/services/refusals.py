"""The codes of what the services of this room refuse; their words are in `texts/refusals.py`."""

from klushuur.ground.refusals.refusals import Code


class LetterCode(Code):
    """Why no letters are made."""

    # everybody who rents here has an account
    NOBODY_TO_WRITE_TO = "letter.nobody_to_write_to"
    # the letters for this complex are being made
    ALREADY_BUSY = "letter.already_busy"


class SignUpCode(Code):
    """Why the code of a letter can't be used."""

    # no such code, or one that was taken back: the answer tells no more of it
    UNKNOWN = "sign_up.unknown"
    USED = "sign_up.used"
    EXPIRED = "sign_up.expired"
    # the account is a party of that lease already
    SHARED = "sign_up.shared"
    # too many tries: the code is not even looked at
    OFTEN = "sign_up.often"
