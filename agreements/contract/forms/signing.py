"""What a tenant fills in to sign."""

from collections.abc import Mapping

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.contract.models import Agreement, DeclineGround
from klushuur.ground.accounts.forms import code_field
from klushuur.ground.forms import bare
from klushuur.ground.typed.fields import NameField, TokenField

OTHER_TEXT = "other_text"


class SignForm(forms.Form):
    """A tick, a typed name and the code from the mail, under exactly the text that the page showed."""

    use_required_attribute = False
    agrees = forms.BooleanField(
        label=_("Ik heb de overeenkomst gelezen en ik ga akkoord."),
        error_messages={"required": _("Zet een vinkje als u akkoord gaat. Wilt u niet tekenen? Bel ons.")},
    )
    name = NameField(
        label=_("Uw naam"),
        help_text=_("Typ uw voornaam en achternaam. Dit is uw handtekening."),
        min_length=2,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Typ uw naam."), "min_length": _("Typ uw hele naam.")},
    )
    code = code_field(
        _("Tekencode"),
        help_text=_("De 6 cijfers uit onze mail. U kunt ze 10 minuten gebruiken."),
        required=_("Typ de code uit onze mail."),
    )
    text_sha256 = TokenField(required=False)

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        agreement: Agreement,
        kept: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial={"text_sha256": agreement.text_sha256, **(kept or {})})
        self.agreement = agreement

    @property
    def helper(self) -> FormHelper:
        helper = bare()
        new_code = HTML("{% include 'agreements/_new_code.html' %}")
        buttons = Div(Submit("go", _("Onderteken"), css_class="button"), new_code, css_class="row")
        helper.layout = Layout("agrees", "name", "code", "text_sha256", buttons)
        return helper

    def clean_text_sha256(self) -> str:
        shown: str = self.cleaned_data["text_sha256"]
        if shown != self.agreement.text_sha256:
            raise forms.ValidationError(_("De tekst is intussen veranderd."), code=OTHER_TEXT)
        return shown

    @property
    def is_of_another_text(self) -> bool:
        return any(error.code == OTHER_TEXT for error in self.errors.as_data().get("text_sha256", []))


class DeclineForm(forms.Form):
    """A tenant's no to what was offered, with its ground from the list."""

    use_required_attribute = False
    ground = forms.ChoiceField(
        label=_("Waarom wilt u het toch niet?"),
        help_text=_("Kies de belangrijkste reden. U hoeft niets uit te leggen."),
        choices=DeclineGround,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Kies een reden uit de lijst."),
            "invalid_choice": _("Kies een reden uit de lijst."),
        },
    )

    @property
    def helper(self) -> FormHelper:
        helper = bare()
        back = HTML("{% include 'agreements/_keep.html' %}")
        buttons = Div(Submit("go", _("Ja, ik wil het niet"), css_class="button stop"), back, css_class="row")
        helper.layout = Layout("ground", buttons)
        return helper


class TypedSoFarForm(forms.Form):
    """What was typed already when somebody asks for a new code."""

    agrees = forms.BooleanField(required=False)
    name = NameField(required=False, max_length=100)
