from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from agreements.contract.models import RefusalGround
from klushuur.ground.typed.fields import TextField, TokenField

SHA256 = RegexValidator(r"\A[0-9a-f]{64}\Z")


class RefusalForm(forms.Form):
    """A manager's no, with its ground from the list."""

    ground = forms.ChoiceField(
        label=_("Waarom niet?"),
        choices=RefusalGround,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Kies waarom u dit afwijst."),
            "invalid_choice": _("Kies een reden uit de lijst."),
        },
    )
    use_required_attribute = False


class AskBackForm(forms.Form):
    """A manager's question to the officer."""

    question = TextField(
        label=_("Wat wilt u weten?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Schrijf uw vraag op."),
            "max_length": _("Uw vraag is te lang. Neem ten hoogste 500 tekens."),
        },
    )
    use_required_attribute = False


class TermsForm(forms.Form):
    """Which terms the page showed."""

    terms_sha256 = TokenField(validators=[SHA256])


class TextForm(forms.Form):
    """Which text the page showed."""

    text_sha256 = TokenField(validators=[SHA256])
