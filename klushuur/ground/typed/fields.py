"""The fields of every form: what was typed goes through `typed` first. What was typed stays on the page.

A form of ours has no other field for text, numbers or days (tests/test_typed_forms.py); but for a password, of which each sign counts.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from klushuur.ground.typed import typed

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ROOM = 8  # times the length: what is longer is not even read
LONGEST_ADDRESS = 254
TOO_LONG = _("Dit is te lang: %(show_value)d tekens. Er passen er %(limit_value)d.")
SIGNS = _("Hier staat een teken in dat wij niet kunnen lezen. Typ het zelf, in plaats van plakken.")


class Cleaned(forms.Field):
    """Every field whose input is made clean before it is looked at; no browser cuts off what is pasted into it."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class _TextInput(Cleaned, forms.CharField):
    """Text by `read`, of at most `max_length` signs once it is clean."""

    default_error_messages: ClassVar[dict[str, Any]] = {"signs": SIGNS, "max_length": TOO_LONG}
    read = staticmethod(typed.line)

    def __init__(self, *, max_length: int | None, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)

    def to_python(self, value: Any) -> Any:
        given = "" if value is None else str(value)
        self.check_size(given)
        return super().to_python(self.cleaned(given))

    def check_size(self, given: str) -> None:
        """Raises ValidationError for what is so long that cleaning it would be work for nothing."""
        if self.max_length and len(given) > ROOM * self.max_length + 100:
            size = {"show_value": len(given), "limit_value": self.max_length}
            raise ValidationError(self.error_messages["max_length"], code="max_length", params=size)

    def cleaned(self, given: str) -> str:
        """By `read`. Raises ValidationError."""
        try:
            return self.read(given)
        except typed.Unreadable as error:
            raise ValidationError(self.error_messages[error.code], code=error.code) from error


class LineField(_TextInput):
    """One line: a title, a sentence."""


class NameField(_TextInput):
    """The name of a person."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "signs": _("Uw naam heeft een teken dat wij niet kennen. Typ hem opnieuw."),
    }
    read = staticmethod(typed.name)


class TextField(_TextInput):
    """More lines. Without a widget it is a text area."""

    widget = forms.Textarea
    read = staticmethod(typed.text)


class ReferenceField(_TextInput):
    """A number or code of another system: an account of the ledger."""

    read = staticmethod(typed.reference)


class PhoneField(_TextInput):
    """A phone number as it was written."""

    read = staticmethod(typed.phone)


class CodeField(_TextInput):
    """A code out of a letter or a mail, of the signs of `alphabet`. Whether it is whole and right, its form says."""

    def __init__(self, *, alphabet: str = typed.DIGITS, max_length: int = 40, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)
        self.alphabet = alphabet

    def cleaned(self, given: str) -> str:
        return typed.code(given, alphabet=self.alphabet)


class AddressField(Cleaned, forms.EmailField):
    """An e-mail address, in small letters."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": _("Typ uw e-mailadres."),
        "invalid": _("Dit is geen heel e-mailadres. Een goed voorbeeld is naam@voorbeeld.nl."),
        "max_length": _("Dit e-mailadres is te lang. Kijk of u het goed hebt getypt."),
    }

    def __init__(self, **options: Any) -> None:
        given: dict[str, Any] = {"widget": forms.EmailInput(attrs={"autocomplete": "email"})} | options
        super().__init__(max_length=LONGEST_ADDRESS, **given)

    def to_python(self, value: Any) -> Any:
        given = "" if value is None else str(value)
        # of what is far too long the length is the only mistake
        found = typed.address(given) if len(given) <= ROOM * LONGEST_ADDRESS else given
        if typed.NEVER.search(found):  # the validator lets half a sign through in the name of a domain
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(found)


class TokenField(Cleaned, forms.CharField):
    """What our own page gives along, such as the hash of a text; never refused for its signs, for nobody typed it."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        return super().to_python(typed.token("" if value is None else str(value)))


class WholeField(Cleaned, forms.IntegerField):
    """A whole number: `2400` or `2.400`."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(**{"widget": widget} | options)

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values or isinstance(value, int):
            return value if isinstance(value, int) else None
        try:
            return typed.whole(str(value))
        except typed.Unreadable as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class DayField(Cleaned, forms.DateField):
    """A day out of the calendar, or written: `31-12-2027`, `31 december 2027`."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": _("Kies een dag."),
        "invalid": _("Dit is geen dag. Kies een dag uit de kalender, of schrijf hem als 31-12-2027."),
        "two_days": _("Dit kan twee dagen zijn. Schrijf de maand in letters, zoals 4 mei 2027."),
        "weekday": _("Deze dag van de week en deze datum horen niet bij elkaar. Kijk welke u bedoelt."),
    }

    def __init__(self, *, attrs: "dict[str, StrOrPromise] | None" = None, **options: Any) -> None:
        super().__init__(**{"widget": self.calendar(**(attrs or {}))} | options)

    @staticmethod
    def calendar(**attrs: Any) -> forms.DateInput:
        """The widget: the browser's own calendar."""
        return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"} | attrs)

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or not str(value).strip():
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            return self.read(str(value))
        except typed.Unreadable as error:
            code = error.code if error.code in self.error_messages else "invalid"
            raise ValidationError(self.error_messages[code], code=code) from error

    def read(self, given: str) -> date:
        """Raises Unreadable."""
        return typed.day(given, month_may_be_first=(get_language() or "").startswith("en"))


class MonthField(DayField):
    """A month, as its first day: `2027-04`, `04-2027`, `april 2027`."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": _("Kies een maand."),
        "invalid": _("Dit is geen maand. Kies een maand, of schrijf hem als 04-2027: alleen hele maanden."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"widget": forms.DateInput(format="%Y-%m", attrs={"type": "month"})} | options)

    def read(self, given: str) -> date:
        return typed.month(given)
