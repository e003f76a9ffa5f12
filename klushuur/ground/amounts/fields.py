from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from klushuur.ground.amounts import amounts
from klushuur.ground.typed.fields import Cleaned
from klushuur.ground.typed.typed import figures

HIGHEST = Decimal("9999999.99")
A_TENTH = Decimal("0.1")


class AmountField(Cleaned):
    """An amount in euro, typed as `2.400,00` or `2400`."""

    default_error_messages = {
        "required": _("Vul een bedrag in."),
        "amount": _("Schrijf een bedrag in cijfers, zoals 2.400,00 of 2400."),
        "negative": _("Een bedrag is € 0 of meer. Haal het minteken weg."),
        "too_fine": _("Een bedrag heeft ten hoogste twee cijfers achter de komma, zoals 2.400,50."),
        "too_high": _("Dit bedrag is te hoog. Controleer het."),
    }
    highest = HIGHEST
    read = staticmethod(amounts.read_amount)
    write = staticmethod(amounts.as_typed)

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(**{"widget": widget} | options)

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        if figures(str(value)).lstrip("€ ")[:1] == "-":
            raise ValidationError(self.error_messages["negative"], code="negative")
        try:
            amount = self.read(str(value))
        except amounts.NotAnAmount as error:
            code = "too_fine" if error.is_too_fine else "amount"
            raise ValidationError(self.error_messages[code], code=code) from error
        if amount > self.highest:
            raise ValidationError(self.error_messages["too_high"], code="too_high")
        return amount

    def prepare_value(self, value: Any) -> Any:
        return self.write(value) if isinstance(value, Decimal) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(self.prepare_value(initial), data))


class PercentField(AmountField):
    """A share of one, typed as a percentage: `70` is 0.70."""

    default_error_messages = {
        "required": _("Vul een percentage in."),
        "amount": _("Schrijf een percentage in cijfers, zoals 70 of 12,5."),
        "negative": _("Een percentage is 0 of meer. Haal het minteken weg."),
        "too_fine": _("Een percentage heeft ten hoogste twee cijfers achter de komma, zoals 12,25."),
        "too_high": _("Een percentage is ten hoogste 100."),
    }
    highest = Decimal(1)
    read = staticmethod(amounts.read_percent)
    write = staticmethod(amounts.percent_as_typed)


class MetresField(AmountField):
    """Metres with at most one decimal, typed as `5` or `4,5`. What is refused, and above what, each page says itself."""

    write = staticmethod(amounts.metres_as_typed)

    def to_python(self, value: Any) -> Decimal | None:
        metres = super().to_python(value)
        if metres is None:
            return None
        if metres != metres.quantize(A_TENTH):
            raise ValidationError(self.error_messages["too_fine"], code="too_fine")
        return metres.quantize(A_TENTH)
