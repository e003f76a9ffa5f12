"""The questions of an application, one form a page."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from jobs.models import Application, ChoiceGroup, Offer, Who
from jobs.rules import colours
from jobs.rules.starts import suggestions
from jobs.services.applications import needed_skills, start_dates
from tenants.forms import bare, question
from tenants.models import Level, Tenant, WeekPart
from tenants.rules import read_phone
from tenants.services import known_levels

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
    heading: Any = ""  # of a page with more than one field; else the field's label is the heading

    def __init__(self, data: Any = None, *, application: Application, profile: Tenant) -> None:
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
    day = forms.DateField(
        label=gettext_lazy("Op welke dag?"),
        required=False,
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Typ de dag als 20-4-2026.")},
    )

    def __init__(self, data: Any = None, *, application: Application, profile: Tenant) -> None:
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

    def __init__(self, data: Any = None, *, application: Application, profile: Tenant) -> None:
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
    phone = forms.CharField(
        label=gettext_lazy("Op welk nummer kunnen wij u bellen?"),
        help_text=gettext_lazy("Zonder nummer mailen wij u."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "maxlength": False}),
        error_messages={"max_length": gettext_lazy("Dit nummer is te lang. Een goed voorbeeld is 06 12345678.")},
    )

    def initial_of(self, application: Application) -> dict[str, Any]:
        source = application if application.available else self.profile
        return {"available": source.available, "phone": source.phone}

    def clean_phone(self) -> str:
        try:
            return read_phone(self.cleaned_data["phone"])
        except ValueError as error:
            words = _("Dit nummer klopt niet. Een goed voorbeeld is 06 12345678. Uit een ander land: begin met een +.")
            raise forms.ValidationError(words, code="phone") from error


class RemarksForm(StepForm):
    remarks = forms.CharField(
        label=gettext_lazy("Wat moeten wij nog weten?"),
        help_text=gettext_lazy(
            "U hoeft hier niets te typen. Denk aan: een hond, iets dat stuk is, of hulp die u nodig hebt."
        ),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": False}),
        error_messages={
            "max_length": gettext_lazy("Uw tekst is te lang: %(show_value)d tekens. Er passen er %(limit_value)d.")
        },
    )
