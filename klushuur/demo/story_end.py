"""The case of the demo after the signing: work, inspection, repair, reward."""

from collections.abc import Iterator

from agreements.rewards.services import reconciling, rewarding
from agreements.work.services import inspecting, working
from agreements.work.services.refusals import WorkCode
from klushuur.demo import case
from klushuur.demo import clock as demo_clock
from klushuur.demo.checks import NotSo, mailed, money, must_be
from klushuur.demo.data import account_of
from klushuur.demo.people import BY_KEY
from klushuur.demo.so_far import Story
from klushuur.ground import clock
from klushuur.ground.journal.states import IllegalTransition
from klushuur.ground.refusals.refusals import Refusal


def start(story: Story) -> Iterator[str]:
    agreement, user = story.agreement(), account_of(BY_KEY["tenant"])
    assert user is not None
    try:
        working.start(agreement, by=user)
    except Refusal as early:
        must_be("de reden", early.code, WorkCode.TOO_EARLY)
        yield f"vóór {early.facts['day']:%d-%m-%Y}: geweigerd"
    else:
        raise NotSo("het werk kon te vroeg beginnen")
    days = (agreement.works_from - clock.today()).days + 1
    demo_clock.move(days)
    yield f"de klok van de demo gaat {days} dagen vooruit: het is nu {clock.today():%d-%m-%Y}"
    working.start(story.agreement(), by=user)
    must_be("de stand", story.agreement().status, "in_progress")


def report_ready(story: Story) -> Iterator[str]:
    user = account_of(BY_KEY["tenant"])
    assert user is not None
    working.report_ready(story.agreement(), note=case.READY, by=user)
    yield f"“{case.READY}”; de opzichter keurt uiterlijk {story.agreement().inspect_before:%d-%m-%Y}"
    yield mailed("Wij komen uw klus keuren")
    try:
        rewarding.record_payment(story.agreement(), paid_on=clock.today(), by=story.finance)
    except IllegalTransition:
        yield "betalen vóór de keuring: geweigerd"
    else:
        raise NotSo("er kon betaald worden vóór de keuring")


def send_back(story: Story) -> Iterator[str]:
    seen = inspecting.inspect(
        story.agreement(), by=story.inspector, result="repair", visited_on=clock.today(), note=case.TO_MEND
    )
    yield f"door {story.inspector.name}: “{seen.note}”, tot en met {seen.repair_before:%d-%m-%Y}"
    yield mailed("Herstel nog iets aan uw klus")


def accept(story: Story) -> Iterator[str]:
    user = account_of(BY_KEY["tenant"])
    assert user is not None
    working.report_repaired(story.agreement(), note="", by=user)
    seen = inspecting.inspect(story.agreement(), by=story.inspector, result="passed", visited_on=clock.today())
    must_be("de ronde", seen.round, 2)
    yield f"hersteld, en door {story.inspector.name} in ronde {seen.round} goedgekeurd"
    yield mailed("Uw werk is goedgekeurd")


def pay(story: Story) -> Iterator[str]:
    rewarding.record_payment(story.agreement(), paid_on=clock.today(), by=story.finance)
    agreement = story.agreement()
    must_be("de stand", agreement.status, "finished")
    must_be("de plek", agreement.application.holds_place, True)
    yield f"door {story.finance.name}: {money(agreement.reward)} op {agreement.rewarded_on:%d-%m-%Y}; de klus is afgerond"
    yield mailed("Uw beloning voor de klus")


def balance(story: Story) -> Iterator[str]:
    agreement, account = story.agreement(), reconciling.reconcile()
    must_be("de verschillen", account.differences, [])
    must_be("wat is geboekt", account.booked, agreement.reward)
    yield f"{account.agreements} overeenkomsten: afgesproken {money(account.agreed)}, geboekt {money(account.booked)}"


AFTER_SIGNING = (
    ("De huurder begint", start),
    ("De klus is klaar", report_ready),
    ("De keuring: er moet nog iets hersteld worden", send_back),
    ("Hersteld en goedgekeurd", accept),
    ("De beloning is betaald", pay),
    ("De boeken kloppen tot op de cent", balance),
)
