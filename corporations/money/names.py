"""What the forms of a reward are called on pages."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from corporations.money.forms import REWARD_FORMS

FORM_NAMES = dict(
    zip(
        REWARD_FORMS,
        (_("Eén keer geld"), _("Korting op de huur"), _("Eén huurverhoging overslaan"), _("De huur bevriezen")),
        strict=True,
    )
)


def name_of_form(form: str, months: int | None = None) -> str:
    """`Eén keer geld`; with its months `Korting op de huur, 36 maanden`."""
    if not months:
        return str(FORM_NAMES[form])
    return f"{FORM_NAMES[form]}, " + ngettext("%(months)d maand", "%(months)d maanden", months) % {"months": months}
