"""What the money ladder asks, and the simulator before it: no income, nothing that is kept."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar, TypedDict

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from corporations.models import HouseType
from corporations.money.allowance import HOUSEHOLDS
from jobs.offers.models import Offer
from klushuur.ground.amounts.fields import AmountField
from klushuur.ground.forms import inner
from klushuur.ground.typed.fields import TokenField

RECEIVES = {"ja": True, "nee": False}  # any other answer: not said
NO_ANSWER = _("Kies een van de antwoorden.")
NO_RENT = _("Een huur is meer dan € 0. Weet u hem niet? Laat dit vak dan leeg.")


class RentField(AmountField):
    """The rent of a home without service costs, in euro a month."""

    default_error_messages = {
        "amount": _("Schrijf uw huur in cijfers, zoals 640 of 640,50."),
        "too_fine": _("Uw huur heeft ten hoogste twee cijfers achter de komma, zoals 640,50."),
        "too_high": _("Deze huur is te hoog. Vul de huur van één maand in."),
        "negative": NO_RENT,
        "zero": NO_RENT,
    }
    highest = Decimal("4999.99")

    def to_python(self, value: object) -> Decimal | None:
        rent = super().to_python(value)
        if rent is not None and rent <= 0:
            raise ValidationError(self.error_messages["zero"], code="zero")
        return rent


class LadderForm(forms.Form):
    """Does the reader receive rent allowance; and the rent, when it is not known here."""

    use_required_attribute = False
    ASKED: ClassVar[tuple[str, ...]] = ("toeslag", "huur", "huishouden")

    toeslag = forms.ChoiceField(
        label=_("Ontvangt u huurtoeslag?"),
        help_text=_("Wij bewaren uw antwoord niet."),
        choices=[("ja", _("Ja")), ("nee", _("Nee")), ("liever-niet", _("Zeg ik liever niet"))],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": NO_ANSWER},
    )
    huur = RentField(
        label=_("Wat is uw kale huur per maand?"),
        help_text=_("Zonder servicekosten, zoals 640. Wij bewaren dit niet."),
        required=False,
    )
    huishouden = TokenField(required=False)  # by a link of the ladder

    def __init__(self, data: Mapping[str, object], *, asks_rent: bool) -> None:
        """data: of the address. It counts as an answer when it has one of our names."""
        super().__init__(data if any(name in data for name in self.ASKED) else None)
        if not asks_rent:
            del self.fields["huur"]

    @property
    def helper(self) -> FormHelper:
        helper = inner()
        helper.field_class = "beside"
        helper.layout = Layout(*self.fields)
        return helper

    def clean_huishouden(self) -> str:
        household: str = self.cleaned_data["huishouden"]
        return household if household in HOUSEHOLDS else ""

    @property
    def rent(self) -> Decimal | None:
        rent: Decimal | None = self._answer("huur")
        return rent

    @property
    def receives(self) -> bool | None:
        return RECEIVES.get(self._answer("toeslag") or "")

    @property
    def household(self) -> str:
        return self._answer("huishouden") or ""

    def _answer(self, name: str) -> Any:
        """What was answered well; nothing before that."""
        self.is_valid()
        return getattr(self, "cleaned_data", {}).get(name)

    def answers(self, **changes: str) -> dict[str, str]:
        """The answers as an address has them."""
        given = {name: str(self[name].value() or "") for name in self.fields if name in self.ASKED}
        return {name: value for name, value in (given | changes).items() if value}


class House(TypedDict):
    """The radio of a home, and the type by which it is drawn."""

    radio: forms.boundfield.BoundWidget
    house_type: str


class Job(TypedDict):
    """The radio of a job, and the kind by which it is drawn."""

    radio: forms.boundfield.BoundWidget
    kind: str


class SimulatorForm(LadderForm):
    """A home like mine, and a job: of what can be asked for now."""

    ASKED: ClassVar[tuple[str, ...]] = (*LadderForm.ASKED, "huis", "klus")

    huis = forms.ChoiceField(
        label=_("Welk huis lijkt op het uwe?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Kies het huis dat het meest op het uwe lijkt."),
            "invalid_choice": _("Dit huis kennen wij niet. Kies een van de plaatjes."),
        },
    )
    klus = forms.ChoiceField(
        label=_("Welke klus wilt u doen?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Kies een klus."),
            "invalid_choice": _("Deze klus is er nu niet. Kies een van de plaatjes."),
        },
    )
    field_order = ("huis", "klus", "toeslag", "huur", "huishouden")

    def __init__(self, data: Mapping[str, object], *, offers: Sequence[Offer]) -> None:
        super().__init__(data, asks_rent=True)
        self.offers = offers
        found = {offer.complex.house_type for offer in offers}
        self.kinds = {offer.job_type.code: offer.job_type for offer in offers}
        houses = [(code, label) for code, label in HouseType.choices if code in found]
        for name, options in (("huis", houses), ("klus", [(code, one.name) for code, one in self.kinds.items()])):
            self.fields[name].choices = options  # type: ignore[attr-defined]
            if len(options) == 1:
                self.initial[name] = options[0][0]

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout = Layout("toeslag", "huur", "huishouden")
        return helper

    @property
    def houses(self) -> list[House]:
        """What there is to choose from: the homes that have an offer."""
        return [{"radio": radio, "house_type": radio.data["value"]} for radio in self["huis"]]

    @property
    def jobs(self) -> list[Job]:
        """What there is to choose from: the jobs that can be asked for now."""
        return [{"radio": radio, "kind": self.kinds[str(radio.data["value"])].kind} for radio in self["klus"]]

    def chosen(self) -> list[Offer]:
        """The offers of this job for such a home; none when there is no such combination now."""
        home, job = self._answer("huis"), self._answer("klus")
        return [offer for offer in self.offers if (offer.complex.house_type, offer.job_type.code) == (home, job)]

    def for_such_a_home(self) -> list[Offer]:
        """One offer of each other job that there is for it."""
        home = self._answer("huis")
        return list({one.job_type_id: one for one in self.offers if one.complex.house_type == home}.values())
