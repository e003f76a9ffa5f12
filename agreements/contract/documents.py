"""The agreement: the exact text that is shown, hashed and signed, and the PDF of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from decimal import Decimal
from typing import TypedDict

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

from agreements.contract import forecast
from agreements.contract.models import (
    Agreement,
    Quote,
    RentRequest,
    Signature,
)
from agreements.contract.rules import canonical, sha256
from corporations.figures import value_table
from corporations.models import Corporation, Dwelling, Lease, LeaseParty, PolicyVersion, StaffMember
from corporations.money.forms import Plan, form_of, spans
from corporations.money.shadow import letters_before
from corporations.rules import house_style
from jobs.applications.models import Application, Survey
from jobs.applications.services.notices import contact_of
from jobs.offers.models import JobTypeVersion, Offer, TextPlace
from jobs.offers.rules import artwork
from jobs.offers.rules.drawings import drawing_of
from klushuur.ground import printing
from klushuur.ground.amounts.amounts import euro, percents
from klushuur.ground.outbox import outbox

BINDS = "nl"  # the language of the text that binds


@dataclass(frozen=True)
class Rules:
    """Terms that are the same in every agreement as yet, in days unless the name says otherwise."""

    payment_days: int = 30
    extension_days: int = 30
    notice_hours: int = 24
    guarantee_months: int = 12


@dataclass(frozen=True)
class Increase:
    """With which increase a skip or a freeze begins, by the day of acceptance, and with what it was reckoned."""

    first: date  # when the work is accepted before `letters`
    letters: date
    later: date  # otherwise
    earlier: date | None  # a year before, when the work can be accepted before `earlier_letters`
    earlier_letters: date
    rates: str  # in words
    rent: Decimal  # in euro, before the first month


@dataclass(frozen=True)
class JobClauses:
    """What the agreement says of this kind of job, by the version that the case began with; empty where it says nothing."""

    benefit: str
    excluded: str
    firm: str
    quality: list[str]
    weather: str
    safety: str

    @classmethod
    def of(cls, version: JobTypeVersion) -> "JobClauses":
        return cls(
            benefit=version.text(TextPlace.BENEFIT),
            excluded=version.text(TextPlace.EXCLUDED),
            firm=version.text(TextPlace.FIRM),
            quality=version.lines(TextPlace.QUALITY),
            weather=version.text(TextPlace.WEATHER),
            safety=version.text(TextPlace.SAFETY),
        )


@dataclass(frozen=True)
class ChosenPart:
    """What was chosen of one part of the job, in the words as they were frozen."""

    part: str
    name: str
    detail: str
    difference: Decimal  # in euro, of the price
    code: str
    on_screen: str  # the colour as a screen shows it; empty for what has none


class Text(TypedDict):
    """What `agreements/text.html` says something about."""

    agreement: Agreement
    application: Application
    corporation: Corporation
    offer: Offer
    job: JobClauses
    lease: Lease
    dwelling: Dwelling
    parties: list[LeaseParty]
    survey: Survey | None
    quote: Quote
    policy: PolicyVersion
    contact: StaffMember
    rules: Rules
    facts: list[tuple[str, str]]
    choices: list[ChosenPart]
    is_about_colours: bool  # nothing but colours was chosen
    plan: Plan
    increase: Increase
    request: str
    line: forecast.Line | None
    lease_end: forecast.LeaseEnd | None
    rows: Sequence[Mapping[str, object]]
    money_caption: str
    number: int


def text_of(agreement: Agreement, *, number: int = 1) -> str:
    """The HTML of this agreement, in Dutch: headings from h2; sections with the ids in-het-kort, afspraken and bijlage.

    number: of the text among those of the agreement; it is in the text, so that no two are alike. What people typed is
    escaped. Call it once and keep what it gives: the case and the templates may change later.
    """
    with translation.override(BINDS):
        return render_to_string("agreements/text.html", _facts(agreement, number)).strip() + "\n"


def request_of(agreement: Agreement, *, party: LeaseParty | None = None, on: date | None = None) -> str:
    """The tenant's request for the lower rent of the form that stands, in Dutch, as plain text.

    party, on: who makes it, and when; without them it says that who signs first makes it.
    """
    context = {
        "agreement": agreement,
        "corporation": agreement.corporation,
        "dwelling": agreement.application.lease.dwelling,
        "plan": agreement.plan,
        "party": party,
        "on": on,
    }
    with translation.override(BINDS):
        return render_to_string("agreements/_request.txt", context).strip()


def pdf_of(agreement: Agreement) -> bytes:
    """The signed text as PDF/A-3a, with its signatures, and its data embedded as agreement.json.

    The same agreement gives the same bytes. Raises outbox.Later where WeasyPrint can't run, outbox.Never when the text
    is not the one that was signed or asks for anything that it was not handed.
    """
    if sha256(agreement.text) != agreement.text_sha256:
        raise outbox.Never("the text is not the signed one")
    signatures = _signatures(agreement)
    # of the last signature and not of now, so that a repeat makes the very same file
    made_at = max(signature.signed_at for signature in signatures).astimezone(UTC).replace(microsecond=0)
    with translation.override(BINDS):
        context = {"agreement": agreement, "signatures": signatures, "made_at": made_at, "drawing": _drawing(agreement)}
        context |= {"requests": RentRequest.objects.of(agreement)}
        html = render_to_string("agreements/document.html", context | {"corporation": agreement.corporation})
    corporation = agreement.corporation
    data = printing.Data(
        name="agreement.json",
        description="De gegevens van deze overeenkomst",
        text=canonical(_data(agreement, signatures)),
        made_at=made_at,
    )
    style = house_style(corporation.brand, corporation.accent)
    return printing.pdf([html], sheet="klushuur/document.css", style=style, data=data)


def _signatures(agreement: Agreement) -> list[Signature]:
    """Those under this very text, in the order of signing. Raises outbox.Never when there are none."""
    under = agreement.signatures.filter(version=agreement.version, text_sha256=agreement.text_sha256)
    signatures = list(under.select_related("party", "member"))
    if not signatures:
        raise outbox.Never("nobody has signed this text")
    return signatures


def _facts(agreement: Agreement, number: int) -> Text:
    """All that the text says. number: of the text among those of the agreement."""
    application, quote, plan = agreement.application, agreement.quote, agreement.plan
    assert plan is not None  # a text has a form
    ahead = forecast.of(agreement, plan, forecast.Rates.of(agreement))
    chosen = _choices(agreement)
    return {
        "agreement": agreement,
        "application": application,
        "corporation": agreement.corporation,
        "offer": application.offer,
        "job": JobClauses.of(quote.job_version),
        "lease": application.lease,
        "dwelling": application.lease.dwelling,
        "parties": list(application.lease.parties.order_by("pk")),
        "survey": getattr(application, "survey", None),
        "quote": quote,
        "policy": quote.policy,
        "contact": contact_of(application),
        "rules": Rules(),
        "facts": _price_tag(agreement),
        "choices": chosen,
        "is_about_colours": bool(chosen) and all(one.on_screen for one in chosen),
        "plan": plan,
        "increase": increase_of(agreement),
        "request": _asked(agreement) or (request_of(agreement) if agreement.months else ""),
        "line": ahead.line,
        "lease_end": ahead.lease_end,
        "rows": rows_of(agreement),
        "money_caption": f"Berekend met {quote.rows[-1]['source']}.",
        "number": number,
    }


def _asked(agreement: Agreement) -> str:
    """The last request that a party made for the form that stands; empty before that."""
    last = RentRequest.objects.of(agreement).last()
    return last.text if last else ""


def _price_tag(agreement: Agreement) -> list[tuple[str, str]]:
    """The figures that people look for first: value and label."""
    last_day = date_format(agreement.works_until, "j F Y")
    return [
        _reward(agreement),
        (agreement.application.offer.effort, "zo lang duurt het werk"),
        (last_day, "dan is het klaar"),
        (f"{agreement.quote.policy.cooling_off_days} dagen", "om u te bedenken"),
    ]


def _reward(agreement: Agreement) -> tuple[str, str]:
    if not agreement.months:
        return euro(agreement.reward), f"beloning, {form_of(agreement.form).in_short}, na de keuring"
    months = "1 maand" if agreement.months == 1 else f"{agreement.months} maanden"
    return euro(agreement.reward), f"beloning: {form_of(agreement.form).in_short}, {months} lang, na de keuring"


def increase_of(agreement: Agreement) -> Increase:
    """The increase that the text promises, by the quote; for an agreement of any form."""
    quote, policy = agreement.quote, agreement.quote.policy
    letters = policy.letters
    begins = max(agreement.offered_on or agreement.works_from, agreement.works_from)
    first = quote.start_on
    earlier = first.replace(year=first.year - 1)
    earlier_letters = letters_before(earlier, **letters)
    rates = quote.start_rates[: form_of(agreement.form).increases if agreement.form else None]
    return Increase(
        first=first,
        letters=letters_before(first, **letters),
        later=first.replace(year=first.year + 1),
        earlier=earlier if begins < earlier_letters else None,
        earlier_letters=earlier_letters,
        rates=percents(rates),
        rent=quote.start_rent,
    )


def _choices(agreement: Agreement) -> list[ChosenPart]:
    return [
        ChosenPart(
            part=choice.part_name,
            name=choice.name,
            detail=choice.detail,
            difference=choice.difference,
            code=choice.code,
            on_screen=artwork.on_screen(choice.spot, choice.code) if choice.is_coloured else "",
        )
        for choice in agreement.application.choices.all()
    ]


def rows_of(agreement: Agreement) -> list[value_table.Line]:
    """The rows of the quote for a table (`parts/money_rows.html`), in words that a tenant knows."""
    quote = agreement.quote
    return value_table.in_words(quote.rows, risk_rate=quote.risk_rate, share=quote.share)


def _drawing(agreement: Agreement) -> SafeString:
    """The façade, attic or kitchen with what was chosen, as an SVG that needs no stylesheet; empty for a job without a drawing."""
    drawing = drawing_of(agreement.quote.job_version.drawing)
    if drawing is None:
        return SafeString()
    chosen = {choice.spot: choice.shows for choice in agreement.application.choices.all()}
    context = {"drawing": drawing.name, "house_type": agreement.application.offer.complex.house_type}
    svg = artwork.painted(render_to_string("jobs/_drawing.html", context).strip(), chosen)
    strip = svg.replace("xMidYMid", drawing.crop, 1)
    title = f"<title>{drawing.on_paper}</title>"
    return mark_safe(strip.replace(">", f">{title}", 1))  # noqa: S308 -- our own drawing and our own tables


def _data(agreement: Agreement, signatures: list[Signature]) -> dict[str, object]:
    """The agreement for machines; a field that is there once keeps its name and meaning."""
    application, quote = agreement.application, agreement.quote
    return {
        # other programs read this: a change of meaning is another number
        "format": "klushuur.agreement/1",
        "reference": agreement.reference,
        "version": agreement.version,
        "corporation": agreement.corporation.name,
        "dwelling": application.lease.dwelling.number,
        "lease": application.lease.number,
        "parties": [party.name for party in application.lease.parties.order_by("pk")],
        "job": application.offer.title,
        "choices": [[choice.part, choice.code, choice.name] for choice in application.choices.all()],
        "choice_details": [[choice.part, choice.detail, choice.difference] for choice in application.choices.all()],
        "works_from": agreement.works_from,
        "works_until": agreement.works_until,
        "form": agreement.form,
        "months": agreement.months,
        "schedule": [
            {"from_month": span.first, "to_month": span.last, "amount": span.amount}
            for span in spans(agreement.schedule)
        ],
        "paid_once": agreement.plan.once if agreement.plan else None,
        "reward": {"amount": quote.reward, "currency": "EUR"}
        | ({"rows": quote.rows} if quote.policy.shows_rows else {}),
        "rent": quote.rent,
        "increase_rates": [f"{rate:.4f}" for rate in quote.increase_rates],
        "start": {
            "on": quote.start_on,
            "rent": quote.start_rent,
            "increase_rates": [f"{rate:.4f}" for rate in quote.start_rates],
        },
        "benefit": quote.benefit,
        "quote_sha256": quote.sha256,
        "requests": [
            {
                "name": request.party.name,
                "made_at": request.made_at.astimezone(UTC).isoformat(),
                "text": request.text,
                "text_sha256": request.text_sha256,
            }
            for request in RentRequest.objects.of(agreement)
        ],
        "terms_sha256": agreement.terms_sha256,
        "text_sha256": agreement.text_sha256,
        "text": agreement.text,
        "signatures": [
            {
                "name": signature.name,
                "side": "tenant" if signature.party_id else "corporation",
                "way": signature.way,
                "signed_at": signature.signed_at.astimezone(UTC).isoformat(),
            }
            for signature in signatures
        ],
    }
