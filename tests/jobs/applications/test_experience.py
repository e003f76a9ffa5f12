"""What the tenant can do and when we may call: asked after the offer, only what the job needs, kept for the next one."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from corporations.models import LeaseParty
from jobs.applications.models import Application
from jobs.applications.services import applications
from jobs.offers.models import JobType, Offer
from tenants.models import Skill, Tenant
from tests import factories
from tests.visiting import text, visitor

TIMES = {"available": ["saturday", "evening"], "phone": "+31 6-12345678"}


@pytest.fixture
def offer(db: None) -> Offer:
    made = factories.corporation()
    found = factories.offer(factories.block(made), factories.staff(made, "officer"))
    factories.skills(made, "SCHUREN", "LADDER")
    return Offer.objects.select_related("job_type").get(pk=found.pk)


@pytest.fixture
def tenant(offer: Offer) -> Tenant:
    return factories.tenant(offer.complex, name="Jan de Wit")


@pytest.fixture
def draft(offer: Offer, tenant: Tenant) -> Application:
    return _draft(offer, tenant)


@pytest.fixture
def me(tenant: Tenant) -> Client:
    return visitor(tenant)


def _draft(offer: Offer, tenant: Tenant) -> Application:
    made = factories.application(offer, tenant, status="draft")
    applications.choose(made, {"door": "6009", "frame": "9010"})
    applications.answer(made, start_on=offer.works_from, who="self")
    return made


def _step(draft: Application, step: str) -> str:
    return reverse("application_step", args=["voorbeeldstad", draft.pk, step])


def _stored(draft: Application) -> tuple[Any, ...]:
    row = Application.objects.get(pk=draft.pk)
    return row.skills, row.available, row.phone


def test_steps_ask_only_what_this_job_needs(me: Client, draft: Application) -> None:
    page = text(me.get(_step(draft, "ervaring")))
    assert ("Stap 4 van 7" in page, "Kunt u schuren?" in page, "Kunt u ladder?" in page) == (True, True, True)
    assert me.post(_step(draft, "ervaring"), {"skill-SCHUREN": "never", "skill-LADDER": "trade"})["Location"] == _step(
        draft, "tijd"
    )
    assert me.post(_step(draft, "tijd"), TIMES)["Location"] == _step(draft, "bijzonderheden")
    assert _stored(draft) == ({"SCHUREN": "never", "LADDER": "trade"}, ["saturday", "evening"], "06 12345678")


def test_steps_without_a_needed_skill_are_one_fewer(me: Client, draft: Application) -> None:
    JobType.objects.update(skills=[])
    assert "Stap 4 van 6" in text(me.get(_step(draft, "tijd")))
    assert me.get(_step(draft, "ervaring"))["Location"] == _step(draft, "tijd")
    assert applications.steps_of(Application.objects.with_case().get()) == [
        "keuze", "wanneer", "wie", "tijd", "bijzonderheden",
    ]  # fmt: skip


def test_a_company_that_does_the_work_is_asked_no_skills(me: Client, draft: Application) -> None:
    me.post(_step(draft, "ervaring"), {"skill-SCHUREN": "some", "skill-LADDER": "some"})
    assert me.post(_step(draft, "wie"), {"who": "company"})["Location"] == _step(draft, "tijd")
    assert _stored(draft)[0] == {}
    assert me.get(_step(draft, "ervaring"))["Location"] == _step(draft, "tijd")
    assert me.post(_step(draft, "wie"), {"who": "self"})["Location"] == _step(draft, "ervaring")


def test_answers_for_another_job_are_filled_in_and_asked_again(me: Client, offer: Offer, tenant: Tenant) -> None:
    before = _draft(offer, tenant)
    me.post(_step(before, "ervaring"), {"skill-SCHUREN": "often", "skill-LADDER": "never"})
    me.post(_step(before, "tijd"), TIMES)
    other = _draft(factories.offer(offer.complex, offer.officer, title="Nog een klus"), tenant)
    assert applications.open_steps(Application.objects.with_case().get(pk=other.pk)) == ["ervaring", "tijd"]
    page = me.get(_step(other, "ervaring")).content.decode()
    checked = re.findall(r'name="(skill-\w+)" value="(\w+)"[^>]* checked', page)
    assert checked == [("skill-SCHUREN", "often"), ("skill-LADDER", "never")]
    page = me.get(_step(other, "tijd")).content.decode()
    assert re.findall(r'name="available" value="(\w+)"[^>]* checked', page) == ["evening", "saturday"]
    assert 'value="06 12345678"' in page


def test_a_co_tenant_who_answers_fills_the_own_profile(offer: Offer, tenant: Tenant, draft: Application) -> None:
    other = factories.tenant(offer.complex, name="Maria Jansen")
    LeaseParty.objects.create(corporation=offer.corporation, lease=draft.lease, name=other.name, user=other.user)
    maria = visitor(other)
    maria.post(_step(draft, "ervaring"), {"skill-SCHUREN": "trade", "skill-LADDER": "some"})
    maria.post(_step(draft, "tijd"), TIMES | {"phone": "020 1234567"})
    assert set(Skill.objects.values_list("tenant", flat=True)) == {other.pk}
    tenant.refresh_from_db()
    assert (tenant.phone, tenant.available, _stored(draft)[2]) == ("06 00000000", [], "020 123 4567")


def test_what_was_handed_in_stays_whatever_the_profile_says_later(me: Client, offer: Offer, draft: Application) -> None:
    me.post(_step(draft, "ervaring"), {"skill-SCHUREN": "never", "skill-LADDER": "never"})
    me.post(_step(draft, "tijd"), TIMES)
    applications.submit(Application.objects.with_case().get(pk=draft.pk))
    frozen = _stored(draft)
    other = _draft(factories.offer(offer.complex, offer.officer, title="Nog een klus"), draft.tenant)
    me.post(_step(other, "ervaring"), {"skill-SCHUREN": "trade", "skill-LADDER": "trade"})
    me.post(_step(other, "tijd"), {"available": ["day"], "phone": ""})
    assert _stored(draft) == frozen == ({"SCHUREN": "never", "LADDER": "never"}, ["saturday", "evening"], "06 12345678")
    assert me.post(_step(draft, "tijd"), {"available": ["sunday"]})["Location"].endswith(f"/aanvraag/{draft.pk}/")
    assert _stored(draft) == frozen


def test_check_page_shows_the_answers_and_where_to_change_them(me: Client, draft: Application) -> None:
    me.post(_step(draft, "ervaring"), {"skill-SCHUREN": "never", "skill-LADDER": "often"})
    me.post(_step(draft, "tijd"), TIMES)
    response = me.get(_step(draft, "controleren"))
    shown = text(response)
    for words in ("kan schuren Nooit gedaan", "kan ladder Vaak gedaan", "Zaterdag", "06 12345678", "Stap 7 van 7"):
        assert words in re.sub(r"<[^>]+>|\s+", " ", shown).replace("  ", " ").replace("  ", " "), words
    assert f"{_step(draft, 'ervaring')}?naar=controleren" in shown
    assert f"{_step(draft, 'tijd')}?naar=controleren" in shown


def test_staff_see_skills_times_and_phone(offer: Offer, tenant: Tenant) -> None:
    case = factories.application(offer, tenant, status="in_review")
    Application.objects.update(phone="06 87654321", available=["evening"])
    shown = text(visitor(offer.officer).get(reverse("work_case", args=["voorbeeldstad", case.pk])))
    for words in ("kan schuren</dt> <dd>Een paar keer gedaan", "Doordeweeks 's avonds", "06 87654321"):
        assert words in shown
    inspector = visitor(factories.staff(offer.corporation, "inspector"))
    for page in (reverse("surveys", args=["voorbeeldstad"]), reverse("survey", args=["voorbeeldstad", case.pk])):
        shown = text(inspector.get(page))
        assert ("06 87654321" in shown, "Doordeweeks 's avonds" in shown) == (True, True)


@pytest.mark.parametrize(
    ("step", "posted", "words"),
    [
        ("ervaring", {}, "Kies hoe vaak u dit deed."),
        ("ervaring", {"skill-SCHUREN": "never"}, "Kies hoe vaak u dit deed."),
        ("ervaring", {"skill-SCHUREN": "never", "skill-LADDER": "best"}, "Kies een van de antwoorden."),
        ("tijd", {}, "Kies ten minste één antwoord."),
        ("tijd", {"available": ["never"]}, "Kies een van de antwoorden."),
        ("tijd", TIMES | {"phone": "bel {{ mij }} <b>"}, "Dit nummer klopt niet. Een goed voorbeeld is 06 12345678."),
        ("tijd", TIMES | {"phone": "0" * 5000}, "Dit nummer is te lang."),
        ("tijd", TIMES | {"phone": "06\x0012345678"}, "<title>Fout:"),
    ],
)
def test_a_wrong_answer_says_what_is_wrong_and_stores_nothing(
    me: Client, draft: Application, step: str, posted: dict[str, Any], words: str
) -> None:
    response = me.post(_step(draft, step), posted)
    assert (response.status_code, words in text(response), "<title>Fout:" in text(response)) == (200, True, True)
    assert (_stored(draft), Skill.objects.count()) == (({}, [], ""), 0)


def test_a_number_that_was_refused_is_shown_as_it_was_typed(me: Client, draft: Application) -> None:
    page = me.post(_step(draft, "tijd"), TIMES | {"phone": "bel {{ mij }} <b>"}).content.decode()
    assert 'value="bel {{ mij }} &lt;b&gt;"' in page
    assert re.findall(r'name="available" value="(\w+)"[^>]* checked', page) == ["evening", "saturday"]


@pytest.mark.parametrize("typed", ["06-12345678", "+31 6 12345678", "0031612345678"])
def test_a_number_is_kept_in_one_way_of_writing(me: Client, draft: Application, typed: str) -> None:
    me.post(_step(draft, "tijd"), TIMES | {"phone": typed})
    assert _stored(draft)[2] == "06 12345678"


@pytest.mark.parametrize(("typed", "kept"), [("+1 2345678", "+1 2345678"), ("+1 2345679", "")])
def test_what_we_had_is_not_refused_though_it_would_be_now(
    me: Client, draft: Application, typed: str, kept: str
) -> None:
    """A number that an older rule let in; another one that is as wrong is its twin."""
    Tenant.objects.filter(pk=draft.tenant_id).update(phone="+1 2345678")
    assert 'value="+1 2345678"' in me.get(_step(draft, "tijd")).content.decode()
    me.post(_step(draft, "tijd"), TIMES | {"phone": typed})
    assert _stored(draft)[2] == kept


@pytest.mark.parametrize("step", ["ervaring", "tijd"])
def test_somebody_elses_draft_is_not_there(offer: Offer, draft: Application, step: str) -> None:
    neighbour = visitor(factories.tenant(offer.complex, name="Buur"))
    assert {neighbour.get(_step(draft, step)).status_code, neighbour.post(_step(draft, step), TIMES).status_code} == {
        404
    }
    elsewhere = factories.tenant(factories.block(factories.corporation("elders", "Wonen Elders")))
    assert visitor(elsewhere).post(_step(draft, step), TIMES).status_code == 403
