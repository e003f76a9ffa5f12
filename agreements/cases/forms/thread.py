from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from jobs.applications.models import Question
from klushuur.ground.forms import inner
from klushuur.ground.typed.fields import TextField

LONGEST = Question._meta.get_field("text").max_length


class QuestionForm(forms.Form):
    """One message in the thread of a case."""

    use_required_attribute = False
    label: Any = _("Stel een vraag")
    hint: Any = _("Alle huurders van de woning kunnen dit lezen.")
    text = TextField(
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Typ eerst uw bericht."),
            "max_length": _("Uw tekst is te lang: %(show_value)d tekens. Er passen er %(limit_value)d."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label, self.fields["text"].help_text = self.label, self.hint

    @property
    def helper(self) -> FormHelper:
        return inner()


class TenantsAnswerForm(QuestionForm):
    label = _("Uw antwoord")


class OurAnswerForm(QuestionForm):
    label = _("Antwoord")


class InformationForm(QuestionForm):
    label = _("Wat wilt u weten van de huurder?")
    prefix = "info"
