"""What the forms of a reward are called on pages."""

from django.utils.translation import ngettext

from corporations.money import forms


def name_of_form(form: str, months: int | None = None) -> str:
    """`Eén keer geld`; with its months `Korting op de huur, 36 maanden`."""
    if not months:
        return str(forms.form_of(form).name)
    return f"{forms.form_of(form).name}, " + ngettext("%(months)d maand", "%(months)d maanden", months) % {
        "months": months
    }
