"""The whole case of the demo, by itself: the services do what the pages ask of them, and a real worker does its part.

Each step yields lines that say what happened, with the figures, and raises when one is not what it should be.
"""

import hashlib
import re
import time
from collections.abc import Callable, Iterator

from django.utils import translation
from django.utils.text import slugify

from agreements.cases.services import thread
from agreements.contract.models import Agreement, Document
from agreements.contract.services import approving, choosing, quoting, signing
from agreements.contract.services.refusals import ContractCode
from agreements.tasks import tick as remind
from corporations.figures.value_table import table
from corporations.models import Complex, Corporation, StaffMember
from corporations.money.names import name_of_form
from jobs.applications.services import applications
from jobs.offers.models import JobType, Offer
from jobs.offers.rules import colours
from jobs.offers.services import offers
from klushuur.demo import case, mailbox
from klushuur.demo import clock as demo_clock
from klushuur.demo.checks import TENANT, NotSo, mailed, mails, money, must_be, wait_for, words
from klushuur.demo.data import account_of
from klushuur.demo.models import Letter
from klushuur.demo.people import BY_KEY, SLUG
from klushuur.demo.so_far import Story
from klushuur.demo.story_end import AFTER_SIGNING
from klushuur.ground import clock
from klushuur.ground.files import files
from klushuur.ground.journal import chain
from klushuur.ground.journal.models import Entry
from klushuur.ground.journal.tasks import tick as seal
from klushuur.ground.mail.models import Message
from klushuur.ground.outbox.models import WorkRow
from klushuur.ground.refusals.refusals import Refusal
from klushuur.ground.scope import scope
from tenants.services import profiles, signing_up
from tenants.services.refusals import SignUpCode

Lines = Iterator[str]


class Broken(Exception):
    """A step did not come out as it should; its cause is the exception before it."""

    def __init__(self, number: int, title: str) -> None:
        super().__init__(f"{number}, {title}")
        self.number, self.title = number, title


def begin(story: Story) -> Lines:
    story.corporation = Corporation.objects.get(slug=SLUG)
    scope.enter(story.corporation.pk)
    if account_of(BY_KEY["tenant"]):
        raise NotSo("in deze map is de zaak al gespeeld: neem een andere map, of laat --data weg")
    for key in ("officer", "inspector", "manager", "finance"):
        setattr(story, key, StaffMember.objects.get(user__email=BY_KEY[key].email))
    yield f"{story.corporation}, {clock.today():%d-%m-%Y}"
    yield ", ".join(f"{person.name} ({person.what})" for person in BY_KEY.values())


def publish_offer(story: Story) -> Lines:
    job, block = JobType.objects.get(name=case.JOB), Complex.objects.get(name=case.COMPLEX)
    story.offer = Offer(
        job_type=job,
        complex=block,
        **case.OFFER,
        **case.days(clock.today()),
        risk_rate=case.RISK,
        share=case.SHARE,
    )
    offers.save_offer(story.offer, choices=case.PALETTE, by=story.officer)
    offers.publish(story.offer, by=story.officer)
    yield f"“{story.offer}” voor {block}, {story.offer.capacity} plekken"
    yield f"aanvragen kan tot en met {story.offer.closes_on:%d-%m-%Y}"
    for row in table(story.offer.money_rows):
        yield f"{row['label']:<26} {'−' if row['minus'] else '':1} {money(row['amount']):>11}   {row['formula']}"
    must_be("netto besparing", story.offer.net_saving, case.NET_SAVING)
    must_be("beloning", story.offer.reward, case.REWARD)


def sign_up(story: Story) -> Lines:
    code = Letter.objects.get(slug=SLUG).code
    invitation = signing_up.find_invitation(code.lower().replace("-", " "))
    user = signing_up.account_for(TENANT, language="nl")
    assert user is not None
    tenant = signing_up.redeem(invitation.pk, by=user)
    yield f"met de code uit de brief, {code}: {tenant.name}, {invitation.party.lease.dwelling.address}"
    try:
        signing_up.find_invitation(code)
    except Refusal as refused:
        must_be("een tweede keer", refused.code, SignUpCode.USED)
        yield "dezelfde code een tweede keer: geweigerd"
    else:
        raise NotSo("de code werkt een tweede keer")


def apply(story: Story) -> Lines:
    user = account_of(BY_KEY["tenant"])
    assert user is not None
    tenant, lease = profiles.profile_of(user), applications.lease_of(user)
    assert tenant is not None
    assert lease is not None
    story.application = applications.begin(story.offer, tenant=tenant, lease=lease)
    applications.choose(story.application, case.CHOSEN)
    applications.answer(story.application, start_on=story.offer.works_from, who="self", skills=case.SKILLS)
    applications.answer(story.application, available=case.AVAILABLE, phone=case.PHONE, remarks=case.REMARKS)
    applications.submit(story.application)
    chosen = [f"{colours.name_of(code)} (RAL {code})" for code in case.CHOSEN.values()]
    yield f"{story.application.reference}: {' en '.join(chosen)}, beginnen op {story.application.start_on:%d-%m-%Y}"
    yield mailed("Uw aanvraag is binnen")


def take_up(story: Story) -> Lines:
    applications.take_up(story.application, by=story.officer)
    yield f"door {story.officer.name}"
    yield mailed("Uw aanvraag is in behandeling")


def ask_each_other(story: Story) -> Lines:
    case_now, user = story.application, account_of(BY_KEY["tenant"])
    assert user is not None
    thread.ask(case_now, by=user, text=case.ASKED)
    thread.ask(case_now, by=story.officer.user, text=case.REPLIED)
    yield mailed("Lees ons antwoord")
    thread.request_information(case_now, by=story.officer, text=case.WANTED)
    yield mailed("Beantwoord onze vraag")
    thread.ask(case_now, by=user, text=case.GIVEN)
    must_be("de stand na het antwoord", case_now.status, "in_review")
    for one in thread.said_in(case_now):
        yield f"{one.name}: “{one.question.text}”"


def survey(story: Story) -> Lines:
    seen = applications.record_survey(story.application, by=story.inspector, visited_on=clock.today(), **case.SURVEY)
    yield f"door {story.inspector.name}: conditie {seen.condition}, hoogte {seen.height_m} m".replace(".", ",")
    yield f"asbest: {words(seen, 'asbestos')}; advies: {words(seen, 'advice')}"


def quote(story: Story) -> Lines:
    quoting.hand_in(story.application, by=story.officer, amounts=story.offer.amounts)
    agreement = story.agreement()
    must_be("netto besparing", agreement.quote.net_saving, case.NET_SAVING)
    must_be("beloning", agreement.reward, case.REWARD)
    yield f"door {story.officer.name}: besparing {money(agreement.quote.net_saving)}, beloning {money(agreement.reward)}"
    yield f"werk van {agreement.works_from:%d-%m-%Y} tot en met {agreement.works_until:%d-%m-%Y}"


def refuse_the_drafter(story: Story) -> Lines:
    agreement = story.agreement()
    try:
        approving.approve(agreement, by=story.officer, terms_sha256=agreement.terms_sha256)
    except Refusal as refused:
        must_be("de reden", refused.code, ContractCode.MAY_NOT_APPROVE)
        must_be("een van de redenen", "drafted" in str(refused.facts["reasons"]), True)
        yield f"{story.officer.name} maakte het voorstel en mag het dus niet goedkeuren: geweigerd"
    else:
        raise NotSo("wie het voorstel maakte, kon het goedkeuren")
    must_be("de stand", story.agreement().status, "approval")


def approve(story: Story) -> Lines:
    agreement = story.agreement()
    approving.approve(agreement, by=story.manager, terms_sha256=agreement.terms_sha256)
    given = agreement.approvals.get()
    yield f"door {story.manager.name}: {money(given.amount)}, mandaat tot {money(given.mandate)}"
    yield f"tekenen kan tot en met {story.agreement().sign_before:%d-%m-%Y}"
    yield mailed("Teken uw overeenkomst")


def remind_after_days(story: Story) -> Lines:
    days = story.agreement().quote.policy.remind_after_days
    demo_clock.move(days)
    yield f"de klok van de demo gaat {days} dagen vooruit: het is nu {clock.today():%d-%m-%Y}"
    remind.delay()
    yield mailed("Vergeet niet te tekenen")


def choose_form(story: Story) -> Lines:
    agreement, user = story.agreement(), account_of(BY_KEY["tenant"])
    assert user is not None
    for option in choosing.options(agreement):
        spans = [f"maand {span.first} tot en met {span.last} {money(span.amount)}" for span in option.spans]
        once = [f"één keer {money(option.plan.once)}"] if option.plan.once else []
        yield f"{name_of_form(option.form)}: {', '.join([*spans, *once])}"
        must_be("wat het samen is", sum(option.plan.monthly, option.plan.once), case.REWARD)
    choosing.choose_form(agreement, form="one_off", months=None, by=user, text_sha256=agreement.text_sha256)
    yield f"gekozen: {story.agreement().get_form_display().lower()}"


def sign_as_tenant(story: Story) -> Lines:
    agreement, user = story.agreement(), account_of(BY_KEY["tenant"])
    assert user is not None
    party = signing.party_of(agreement, user)
    assert party is not None
    signing.send_code(agreement, user=user)
    yield mailed("Vul uw tekencode in")
    code = re.search(r"\b\d{6}\b", mails("Vul uw tekencode in")[-1].text)
    if code is None:
        raise NotSo("in de mail staat geen tekencode")
    wrong = f"{(int(code[0]) + 1) % 10**6:06}"
    try:
        signing.use_code(agreement, user=user, code=wrong)
    except Refusal as refused:
        must_be("de reden", refused.code, ContractCode.CODE_WRONG)
        yield f"een verkeerde code: geweigerd, het mag nog {refused.facts['left']} keer"
    else:
        raise NotSo("een verkeerde code werkt")
    signing.use_code(agreement, user=user, code=code[0])
    signing.sign_as_tenant(agreement, party=party, name=party.name, text_sha256=agreement.text_sha256)
    yield f"{party.name}, met de code uit de mail, onder de tekst {agreement.text_sha256}"
    yield mailed("U heeft getekend; nu tekenen wij")


def sign_for_corporation(story: Story) -> Lines:
    agreement = story.agreement()
    signing.sign_for_corporation(agreement, by=story.manager, text_sha256=agreement.text_sha256)
    must_be("de stand", story.agreement().status, "signed")
    yield f"{story.manager.name}, namens {story.corporation}, onder dezelfde tekst"


def make_document(story: Story) -> Lines:
    story.document = wait_for(lambda: _document(story.agreement()), what="het document")
    content = files.read(story.document.file)
    story.out.mkdir(parents=True, exist_ok=True)
    for old in [*story.out.glob("overeenkomst-*.pdf"), *story.out.glob("[0-9][0-9]-*.eml")]:
        old.unlink()
    path = story.out / f"overeenkomst-{story.application.reference}.pdf"
    path.write_bytes(content)
    must_be("de hash", hashlib.sha256(path.read_bytes()).hexdigest(), story.document.file.sha256)
    yield f"{path.name}, {len(content) // 1000} kB, gemaakt door de werker"
    yield f"sha256 {story.document.file.sha256}, nagerekend: klopt"
    yield mailed("Bewaar uw getekende overeenkomst")


def _document(agreement: Agreement) -> Document | None:
    """The document, or None as long as the worker is busy. Raises NotSo with the worker's reason when it can't be made."""
    document = agreement.documents.filter(version=agreement.version).first()
    row = (
        WorkRow.objects.filter(kind="agreements.render", arguments__agreement_id=agreement.pk).exclude(error="").first()
    )
    if document is None and row is not None:
        raise NotSo(row.error)
    return document


def keep_mails(story: Story) -> Lines:
    found, written = mails(""), Message.objects.filter(to=TENANT).count()
    must_be("het aantal mails, elk één keer bezorgd", len(found), written)
    for number, mail in enumerate(found, start=1):
        name = f"{number:02}-{slugify(mail.subject)[:60].rstrip('-')}.eml"
        (story.out / name).write_bytes(mailbox.raw(mail))
        yield name


def verify_journal(story: Story) -> Lines:
    def sealed() -> bool:
        seal.delay()
        time.sleep(0.4)
        return not Entry.objects.filter(place=None).exists()

    wait_for(sealed, what="het verzegelen")
    must_be("de eerste breuk", chain.verify(), None)
    yield f"{Entry.objects.count()} regels, verzegeld door de werker; de keten klopt"


Step = tuple[str, Callable[[Story], Lines]]
STEPS: tuple[Step, ...] = (
    ("De demo staat klaar", begin),
    ("Het aanbod is gepubliceerd", publish_offer),
    ("De huurder meldt zich aan", sign_up),
    ("De huurder vraagt de klus aan", apply),
    ("De aanvraag is in behandeling", take_up),
    ("Vraag en antwoord", ask_each_other),
    ("De opzichter is komen kijken", survey),
    ("Het voorstel ligt bij de manager", quote),
    ("Goedkeuren door wie het voorstel maakte mag niet", refuse_the_drafter),
    ("Het voorstel is goedgekeurd", approve),
    ("De herinnering komt na een paar dagen", remind_after_days),
    ("De huurder kiest de vorm van de beloning", choose_form),
    ("De huurder tekent", sign_as_tenant),
    ("De corporatie tekent", sign_for_corporation),
    ("Het document is er", make_document),
    *AFTER_SIGNING,
    ("De mails van de huurder", keep_mails),
    ("Het logboek klopt", verify_journal),
)


def play(story: Story, *, say: Callable[[str], None]) -> None:
    """All steps, in Dutch. Raises Broken with the step that did not come out, and why as its cause."""
    with scope.of(None), translation.override("nl"):
        for number, (title, step) in enumerate(STEPS, start=1):
            say(f"{number:2}  {title}")
            try:
                for line in step(story):
                    say(f"      {line}")
            except Exception as error:
                raise Broken(number, title) from error
