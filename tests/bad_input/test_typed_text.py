"""What people type is shown as they typed it, on every page where it comes back, and is never markup or template (T16, T17)."""

import html5lib
import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from agreements.contract.forms.signing import SignForm
from agreements.contract.models import Signature
from jobs.applications.services import applications
from klushuur.ground import clock
from tests import factories
from tests.agreements.cases.test_admin import waiting
from tests.agreements.signed import offered
from tests.bad_input.payloads import ALL, lines
from tests.bad_input.refusing import tree
from tests.visiting import visitor

pytestmark = pytest.mark.django_db
SLUG = "voorbeeldstad"


@pytest.fixture
def offer():
    block = factories.block(factories.corporation())
    return factories.offer(block, factories.staff(block.corporation, "officer"))


def _shown(response, typed):
    """The page holds the text as typed, but for what turns it round unseen, and nothing on it came of it."""
    assert response.status_code == 200
    page = tree(response)
    words = "".join(page.itertext())
    for line in typed.replace("\u202e", "").splitlines():
        assert line.strip() in words, line
    assert [element for element in page.iter() if "planted" in element.get("class", "").split()] == []
    handlers = [name for element in page.iter() for name in element.attrib if str(name).startswith("on")]
    assert handlers == []
    assert [script for script in page.iter("script") if not script.get("src")] == []


def test_there_are_enough_of_them():
    assert len(ALL) > 50
    assert all(len(text) <= 500 for text in lines(500))


@pytest.mark.parametrize("typed", lines(900))
def test_remarks_of_a_tenant(offer, typed):
    tenant = factories.tenant(offer.complex)
    draft = factories.application(offer, tenant, status="draft")
    applications.choose(draft, {"door": "6009", "frame": "9010"})
    me = visitor(tenant)
    me.post(reverse("application_step", args=[SLUG, draft.pk, "bijzonderheden"]), {"remarks": typed})
    needed = {one.code: "some" for one in applications.needed_skills(draft)}
    applications.answer(draft, start_on=offer.works_from, who="self", skills=needed)
    applications.answer(draft, available=["saturday"], phone="06 00000000")
    for step in ("bijzonderheden", "controleren"):
        _shown(me.get(reverse("application_step", args=[SLUG, draft.pk, step])), typed)
    me.post(reverse("application_submit", args=[SLUG, draft.pk]))
    for page in ("application_received", "application"):
        _shown(me.get(reverse(page, args=[SLUG, draft.pk])), typed)
    _shown(visitor(offer.officer).get(reverse("work_case", args=[SLUG, draft.pk])), typed)


@pytest.mark.parametrize("typed", lines(400))
def test_the_note_of_an_inspector(offer, typed):
    case = factories.application(offer, factories.tenant(offer.complex), status="in_review")
    inspector = visitor(factories.staff(offer.corporation, "inspector"))
    posted = {
        "visited_on": clock.today().isoformat(), "has_defect": "nee", "asbestos": "none", "height_m": "4,5",
        "condition": "3", "advice": "do", "note": typed,
    }  # fmt: skip
    inspector.post(reverse("survey", args=[SLUG, case.pk]), posted)
    _shown(inspector.get(reverse("survey", args=[SLUG, case.pk])), typed)
    _shown(visitor(offer.officer).get(reverse("work_case", args=[SLUG, case.pk])), typed)


@pytest.mark.parametrize("typed", lines(400))
def test_the_question_of_a_manager(offer, typed):
    agreement = waiting(offer)
    manager = visitor(factories.staff(offer.corporation, "manager", mandate="5000.00"))
    manager.post(reverse("admin:agreements_ask_back", args=[agreement.pk]), {"question": typed})
    _shown(manager.get(reverse("admin:agreements_agreement_change", args=[agreement.pk])), typed)
    _shown(visitor(offer.officer).get(reverse("work_case", args=[SLUG, agreement.application_id])), typed)


def test_the_name_under_a_signature():
    """As it goes into the document that the renderer is handed."""
    agreement = offered()
    for name in [text for text in ALL if len(text) <= 100 and text.isprintable()]:
        form = SignForm(
            {"agrees": "on", "name": name, "code": "1", "text_sha256": agreement.text_sha256}, agreement=agreement
        )
        assert form.is_valid(), (name, form.errors)
        signature = Signature(name=form.cleaned_data["name"], signed_at=timezone.now(), way="code_by_mail")
        context = {"agreement": agreement, "signatures": [signature], "made_at": timezone.now()}
        html = render_to_string("agreements/document.html", context | {"corporation": agreement.corporation})
        page = html5lib.HTMLParser(namespaceHTMLElements=False).parse(html)
        assert " ".join(name.split()) in "".join(page.itertext()), name
        assert [element for element in page.iter() if "planted" in (element.get("class") or "")] == [], name


@pytest.mark.parametrize("name", ["Jan\u202etiW ed", "Jan\u0000", "Jan\u0007", "Jan\ud83d", "Jan\uf0b7", "Jan\ufffe"])
def test_a_name_with_signs_that_can_not_be_shown_or_turn_it_round_is_refused(name):
    agreement = offered()
    form = SignForm(
        {"agrees": "on", "name": name, "code": "1", "text_sha256": agreement.text_sha256}, agreement=agreement
    )
    assert "name" in form.errors


@pytest.mark.parametrize(
    "name",
    [
        "Jan\nde Wit", " Jan  de Wit ", "Jan\r\n\u2028de\u00a0Wit", "\ufeffJan de Wit\u200b", "\u202aJan de Wit\u202c", "Jan de W\u00adit",
        "Ｊan de Wit",
    ],
)  # fmt: skip
def test_a_name_is_one_line_without_what_comes_along_unseen(name):
    agreement = offered()
    form = SignForm(
        {"agrees": "on", "name": name, "code": "1", "text_sha256": agreement.text_sha256}, agreement=agreement
    )
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Jan de Wit"
