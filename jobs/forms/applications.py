"""The questions of an application, one form a page."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from jobs.models import Application, ChoiceGroup, Offer, Who
from jobs.rules import colours
from jobs.rules.starts import suggestions
from jobs.services.applications import start_dates
from tenants.forms import question

OTHER_DAY = "anders"
NO_ANSWER = gettext_lazy("Kies een van de antwoorden.")


def colour_name(code: str) -> str:
    return colours.name_of(code, language=get_language() or "nl")


class ColoursForm(forms.Form):
    """A colour for each part of an offer. A part with one colour is fixed: it is shown, and not asked."""

    use_required_attribute = False

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups: list[ChoiceGroup] = list(offer.choice_groups.prefetch_related("choices"))
        for group in self.groups:
            self.fields[group.part] = self._field(group)
            if group.is_fixed:  # whatever a link says
                self.initial.pop(group.part, None)

    def _field(self, group: ChoiceGroup) -> forms.ChoiceField:
        options = [(choice.code, colour_name(choice.code)) for choice in group.choices.all()]
        fixed = options[0][0] if group.is_fixed else None
        return forms.ChoiceField(
            label=group.get_part_display(),
            choices=options,
            initial=fixed,
            disabled=group.is_fixed,
            widget=forms.RadioSelect,
            help_text=_("Voor de hele rij gelijk. Deze kleur staat vast.")
            if fixed
            else _("In uw straat mag elke kleur hieronder."),
            error_messages={
                "required": _("Kies een kleur."),
                "invalid_choice": _("Deze kleur mag niet in uw straat. Kies een kleur uit het rijtje."),
            },
        )

    @property
    def parts(self) -> list[dict[str, Any]]:
        """The fields in order, and whether they are fixed, for a page."""
        return [{"field": self[group.part], "is_fixed": group.is_fixed, "part": group.part} for group in self.groups]

    @property
    def is_forbidden(self) -> bool:
        """A colour was posted that the offer does not have."""
        return any(error.code == "invalid_choice" for errors in self.errors.as_data().values() for error in errors)


class StepForm(forms.Form):
    """A question of the application that is an answer in the application's own row."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, application: Application) -> None:
        super().__init__(data, initial=self.initial_of(application))

    def initial_of(self, application: Application) -> dict[str, Any]:
        """What was answered before."""
        return {name: getattr(application, name) for name in self.base_fields}

    def answers(self) -> dict[str, Any]:
        return self.cleaned_data

    @property
    def helper(self) -> FormHelper:
        return question(_("Volgende"))


class StartForm(StepForm):
    """A week to begin, or a day of one's own."""

    week = forms.ChoiceField(
        label=gettext_lazy("Wanneer wilt u beginnen?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies wanneer u wilt beginnen."), "invalid_choice": NO_ANSWER},
    )
    day = forms.DateField(
        label=gettext_lazy("Op welke dag?"),
        required=False,
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Typ de dag als 20-4-2026.")},
    )

    def __init__(self, data: Any = None, *, application: Application) -> None:
        self.first, self.last = start_dates(application.offer)
        options = suggestions(self.first, self.last)
        super().__init__(data, application=application)
        week, day = self.fields["week"], self.fields["day"]
        week.choices = [(option.isoformat(), self._label(option)) for option in options]  # type: ignore[attr-defined]
        week.choices += [(OTHER_DAY, _("Op een andere dag"))]  # type: ignore[attr-defined]
        week.help_text = (
            _("Het kan van %(first)s tot en met %(last)s. U kunt dit later nog met ons verzetten.") % self._period()
        )
        day.widget.attrs |= {"min": self.first.isoformat(), "max": self.last.isoformat()}

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout = Layout("week", Field("day", template="jobs/_other_day.html"))
        return helper

    def initial_of(self, application: Application) -> dict[str, Any]:
        start = application.start_on
        if start is None:
            return {}
        is_offered = start in suggestions(self.first, self.last)
        return {"week": start.isoformat()} if is_offered else {"week": OTHER_DAY, "day": start}

    def _label(self, option: date) -> str:
        if option == self.first:
            return _("Zo vroeg als het kan: %(day)s") % {"day": date_format(option, "l j F")}
        return _("In de week van %(day)s") % {"day": date_format(option, "l j F")}

    def _period(self) -> dict[str, str]:
        return {"first": date_format(self.first, "j F"), "last": date_format(self.last, "j F Y")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("week") != OTHER_DAY or "day" in self.errors:
            return cleaned
        day = cleaned.get("day")
        if day is None:
            self.add_error("day", forms.ValidationError(_("Kies een dag."), code="required"))
        elif not self.first <= day <= self.last:
            words = _("Kies een dag van %(first)s tot en met %(last)s.") % self._period()
            self.add_error("day", forms.ValidationError(words, code="outside"))
        return cleaned

    def answers(self) -> dict[str, Any]:
        week = self.cleaned_data["week"]
        return {"start_on": self.cleaned_data["day"] if week == OTHER_DAY else date.fromisoformat(week)}


class WhoForm(StepForm):
    who = forms.ChoiceField(
        label=gettext_lazy("Wie doet het werk?"),
        help_text=gettext_lazy("Weet u het nog niet zeker? Kies wat u nu denkt."),
        choices=Who.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies wie het werk doet."), "invalid_choice": NO_ANSWER},
    )


class RemarksForm(StepForm):
    remarks = forms.CharField(
        label=gettext_lazy("Wat moeten wij nog weten?"),
        help_text=gettext_lazy(
            "U hoeft hier niets te typen. Denk aan: wanneer u thuis bent, een hond, of iets dat stuk is."
        ),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": False}),
        error_messages={
            "max_length": gettext_lazy("Uw tekst is te lang: %(show_value)d tekens. Er passen er %(limit_value)d.")
        },
    )
