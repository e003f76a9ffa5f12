"""The questions of an application, one form a page."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypedDict

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs.applications.models import Application, Who
from jobs.applications.services.applications import needed_skills, start_dates
from jobs.offers.models import Choice, ChoiceGroup, Offer
from jobs.offers.rules.choosing import Meter
from jobs.offers.rules.days import suggestions
from klushuur.ground.forms import bare, question
from klushuur.ground.typed.fields import DayField, PhoneField, TextField
from klushuur.ground.typed.typed import phone as clean
from tenants.models import Level, Tenant, WeekPart
from tenants.rules import read_phone
from tenants.services.profiles import known_levels

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

OTHER_DAY = "anders"
NO_ANSWER = gettext_lazy("Kies een van de antwoorden.")
NO_COLOUR = gettext_lazy("Kies een kleur.")
NOT_THIS_COLOUR = gettext_lazy("Deze kleur mag niet in uw straat. Kies een kleur uit het rijtje.")
NO_CHOICE = gettext_lazy("Kies een van de plaatjes.")
NOT_THIS_CHOICE = gettext_lazy("Dit hoort niet bij deze klus. Kies een van de plaatjes.")
NO_REWARD_LEFT = gettext_lazy("Met deze keuze blijft er geen geld voor u over. Kies iets dat minder extra kost.")


class PartField(TypedDict):
    """The field of one part, each radio beside the choice that it stands for."""

    field: forms.BoundField
    group: ChoiceGroup
    options: list[tuple[forms.boundfield.BoundWidget, Choice]]


class ChoicesForm(forms.Form):
    """A choice for each part of an offer. A part with one choice is fixed: it is shown, and not asked."""

    use_required_attribute = False

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        self.groups: list[ChoiceGroup] = list(offer.choice_groups.prefetch_related("choices"))
        for group in self.groups:
            self.fields[group.part] = _radios(group)
            if group.is_fixed:  # whatever a link says
                self.initial.pop(group.part, None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.meter.fits:
            self.add_error(None, forms.ValidationError(NO_REWARD_LEFT, code="no_reward_left"))
        return cleaned

    @property
    def picked(self) -> list[Choice]:
        """The choices so far: of what was posted, else of what the form began with; a wrong one counts for nothing."""
        codes = {group.part: self[group.part].value() for group in self.groups}
        return [choice for group in self.groups for choice in group.choices.all() if choice.code == codes[group.part]]

    @property
    def meter(self) -> Meter:
        return self.offer.meter(choice.difference for choice in self.picked)

    @property
    def has_differences(self) -> bool:
        """Whether anything here costs more than the standard."""
        return any(choice.difference for group in self.groups for choice in group.choices.all())

    @property
    def parts(self) -> list[PartField]:
        """The fields in order, for a page."""
        return [
            {
                "field": self[group.part],
                "group": group,
                "options": list(zip(self[group.part], group.choices.all(), strict=True)),
            }
            for group in self.groups
        ]

    @property
    def refusal(self) -> str:
        """Why what was posted can't be, in words: the offer does not have it, or no reward is left. Empty when it can be."""
        errors = [error for found in self.errors.as_data().values() for error in found]
        return next((error.messages[0] for error in errors if error.code in {"invalid_choice", "no_reward_left"}), "")


def _radios(group: ChoiceGroup) -> forms.ChoiceField:
    options = [(choice.code, choice.name) for choice in group.choices.all()]
    required, invalid = (NO_COLOUR, NOT_THIS_COLOUR) if group.is_coloured else (NO_CHOICE, NOT_THIS_CHOICE)
    return forms.ChoiceField(
        label=group.get_part_display(),
        choices=options,
        initial=options[0][0] if group.is_fixed else None,
        # of a disabled field Django takes the initial value, whatever is posted
        disabled=group.is_fixed,
        widget=forms.RadioSelect,
        help_text=_hint(group),
        error_messages={"required": required, "invalid_choice": invalid},
    )


def _hint(group: ChoiceGroup) -> str:
    if group.is_coloured:
        fixed, free = _("Voor de hele rij gelijk. Deze kleur staat vast."), _("In uw straat mag elke kleur hieronder.")
        return fixed if group.is_fixed else free
    return _("Dit staat vast.") if group.is_fixed else ""


class StepForm(forms.Form):
    """A question of the application that is an answer in the application's own row."""

    use_required_attribute = False
    heading: "StrOrPromise" = ""  # of a page with more than one field; else the field's label is the heading

    def __init__(self, data: Mapping[str, object] | None = None, *, application: Application, profile: Tenant) -> None:
        self.profile = profile
        super().__init__(data, initial=self.initial_of(application))

    def initial_of(self, application: Application) -> dict[str, Any]:
        """What was answered before."""
        return {name: getattr(application, name) for name in self.base_fields}

    def answers(self) -> dict[str, Any]:
        return self.cleaned_data

    @property
    def helper(self) -> FormHelper:
        if not self.heading:
            return question(_("Volgende"))
        helper = bare()
        helper.add_input(Submit("go", _("Volgende"), css_class="button"))
        return helper


class StartForm(StepForm):
    """A week to begin, or a day of one's own."""

    week = forms.ChoiceField(
        label=gettext_lazy("Wanneer wilt u beginnen?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies wanneer u wilt beginnen."), "invalid_choice": NO_ANSWER},
    )
    day = DayField(
        label=gettext_lazy("Op welke dag?"),
        required=False,
        attrs={"class": "form-control"},
        error_messages={"invalid": gettext_lazy("Typ de dag als 20-4-2026.")},
    )

    def __init__(self, data: Mapping[str, object] | None = None, *, application: Application, profile: Tenant) -> None:
        # before `super`, which asks `initial_of` for what was answered
        self.first, self.last = start_dates(application.offer)
        options = suggestions(self.first, self.last)
        super().__init__(data, application=application, profile=profile)
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


class SkillsForm(StepForm):
    """Of each skill that this job needs: how often somebody did it. What was said for another job is filled in."""

    heading = gettext_lazy("Wat hebt u al eens gedaan?")
    lead = gettext_lazy(
        "U hoeft geen vakman te zijn. “Nooit gedaan” is ook een goed antwoord. Dan kijken wij samen wat u nodig hebt."
    )

    def __init__(self, data: Mapping[str, object] | None = None, *, application: Application, profile: Tenant) -> None:
        self.types = needed_skills(application)
        super().__init__(data, application=application, profile=profile)
        for one in self.types:
            self.fields[self._name(one.code)] = forms.ChoiceField(
                label=one.asks,
                choices=Level,
                widget=forms.RadioSelect,
                error_messages={"required": _("Kies hoe vaak u dit deed."), "invalid_choice": NO_ANSWER},
            )

    def initial_of(self, application: Application) -> dict[str, Any]:
        known = known_levels(self.profile) | application.skills
        return {self._name(one.code): known.get(one.code) for one in self.types}

    def answers(self) -> dict[str, Any]:
        return {"skills": {one.code: self.cleaned_data[self._name(one.code)] for one in self.types}}

    @staticmethod
    def _name(code: str) -> str:
        return f"skill-{code}"


class TimesForm(StepForm):
    """When and on which number the tenant can be reached. What was said for another job is filled in."""

    heading = gettext_lazy("Wanneer kunnen wij u bereiken?")
    lead = gettext_lazy("Wij bellen u voor een afspraak, en komen dan bij u kijken.")

    available = forms.MultipleChoiceField(
        label=gettext_lazy("Wanneer komt het u uit?"),
        help_text=gettext_lazy("U mag meer dan één antwoord kiezen."),
        choices=WeekPart,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Kies ten minste één antwoord."), "invalid_choice": NO_ANSWER},
    )
    phone = PhoneField(
        label=gettext_lazy("Op welk nummer kunnen wij u bellen?"),
        help_text=gettext_lazy("Zonder nummer mailen wij u."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        error_messages={"max_length": gettext_lazy("Dit nummer is te lang. Een goed voorbeeld is 06 12345678.")},
    )

    def initial_of(self, application: Application) -> dict[str, Any]:
        source = application if application.available else self.profile
        return {"available": source.available, "phone": source.phone}

    def clean_phone(self) -> str:
        typed: str = self.cleaned_data["phone"]
        if typed == clean(self.initial["phone"]):
            return str(self.initial["phone"])  # what we had is not refused, whatever the rule was then
        try:
            return read_phone(typed)
        except ValueError as error:
            words = _("Dit nummer klopt niet. Een goed voorbeeld is 06 12345678. Uit een ander land: begin met een +.")
            raise forms.ValidationError(words, code="phone") from error


class RemarksForm(StepForm):
    remarks = TextField(
        label=gettext_lazy("Wat moeten wij nog weten?"),
        help_text=gettext_lazy(
            "U hoeft hier niets te typen. Denk aan: een hond, iets dat stuk is, of hulp die u nodig hebt."
        ),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "max_length": gettext_lazy("Uw tekst is te lang: %(show_value)d tekens. Er passen er %(limit_value)d.")
        },
    )
