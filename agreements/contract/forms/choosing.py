"""The tenant's choice of a form, and a form of the reward in words."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout, Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.contract.services.choosing import Option
from corporations.money.forms import form_of
from corporations.money.names import name_of_form
from klushuur.ground.amounts.amounts import euro
from klushuur.ground.forms import bare
from klushuur.ground.typed.fields import TokenField


def name_of(option: Option) -> str:
    """`Eén keer geld`, `Korting op de huur, 36 maanden`."""
    return name_of_form(option.form, option.months)


def amounts_of(option: Option) -> str:
    """`€ 1.127,00`, `€ 31,31 per maand (laatste maand € 31,15)`, `€ 26,24 per maand, daarna € 182,36 in één keer`."""
    if not option.spans:
        return euro(option.reward)
    first, last = option.spans[0], option.spans[-1]
    told = _("%(amount)s per maand") % {"amount": euro(first.amount)}
    if first != last and not form_of(option.form).at_an_increase:
        told += " " + _("(laatste maand %(amount)s)") % {"amount": euro(last.amount)}
    elif first != last:
        told += " " + _("(oplopend tot %(amount)s)") % {"amount": euro(last.amount)}
    return (
        told + _(", daarna %(amount)s in één keer") % {"amount": euro(option.plan.once)} if option.plan.once else told
    )


def in_words(option: Option) -> str:
    """Name and amounts on one line."""
    return f"{name_of(option)}: {amounts_of(option)}"


class ChoiceForm(forms.Form):
    """One of the forms that were approved; `text_sha256` is of the text that the page knew."""

    use_required_attribute = False
    choice = forms.ChoiceField(
        label=gettext_lazy("Hoe wilt u uw beloning krijgen?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Kies hoe u uw beloning wilt krijgen."),
            "invalid_choice": gettext_lazy("Kies een van deze mogelijkheden."),
        },
    )
    text_sha256 = TokenField(required=False)

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        options: list[Option],
        now: Option | None,
        text_sha256: str,
    ) -> None:
        super().__init__(data, initial={"choice": now.code if now else None, "text_sha256": text_sha256})
        self.options = {option.code: option for option in options}
        choice: Any = self.fields["choice"]
        choice.choices = [(option.code, in_words(option)) for option in options]

    @property
    def helper(self) -> FormHelper:
        helper = bare()
        back = HTML("{% if agreement.form %}{% include 'agreements/_keep.html' %}{% endif %}")
        helper.layout = Layout(
            "choice", "text_sha256", Div(Submit("go", _("Kies dit"), css_class="button"), back, css_class="row")
        )
        return helper

    def clean_choice(self) -> Option:
        return self.options[self.cleaned_data["choice"]]
