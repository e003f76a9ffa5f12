"""The case, step by step, as its people click it. Each step takes a Visit and leaves it signed in as that person."""

import re
from datetime import date
from typing import Any

from klushuur.demo import case
from klushuur.demo.people import BY_KEY

MONEY = ("avoided_cost", "materials_cost", "handling_cost")
OFFER = {name: f"{value:,}".replace(",", ".") if name in MONEY else str(value) for name, value in case.OFFER.items()}
HOME = "/voorbeeldstad"
TENANT = BY_KEY["tenant"].email
NAME = BY_KEY["tenant"].name


def fill_in_offer(visit: Any) -> None:
    """The officer's form, filled in but not saved."""
    start_offer(visit, job=case.JOB, complex=case.COMPLEX)
    page = visit.page
    for name, value in OFFER.items():
        page.locator(f"main [name={name}]").fill(value)
    for part, codes in case.PALETTE.items():
        for code in codes:
            page.locator(f"[name={part}][value='{code}']").check()


def start_offer(visit: Any, *, job: str, complex: str) -> None:
    """The officer's form of one type of job, with place and days filled in; the rest as the type says."""
    visit.become("officer")
    visit.go(f"{HOME}/werk/aanbod/nieuw/")
    visit.press(job)
    visit.page.locator("[name=complex]").select_option(complex)
    days = {name: day.isoformat() for name, day in case.days(date.today()).items()}
    for name, value in (days | {"capacity": "4"}).items():
        visit.page.locator(f"main [name={name}]").fill(value)


def publish_offer(visit: Any) -> None:
    visit.press("Bewaar dit aanbod")
    visit.press("Publiceer dit aanbod")


def type_letter_code(visit: Any) -> None:
    """From the letter on the mat to the question for an address."""
    visit.become("tenant")
    code = visit.page.locator(".code").inner_text().strip()
    visit.press("Naar de website: aanmelden")
    visit.page.locator("main input[type=text]").fill(code.lower().replace("-", " "))
    visit.click(visit.page.locator("main form .button").first)


def sign_up(visit: Any) -> None:
    """From the address to the tenant's home, with the code from the mailbox."""
    visit.page.locator("main input[type=email]").fill(TENANT)
    visit.click(visit.page.locator("main form .button").first)
    where = visit.page.url
    code = visit.mailed_code("toegangscode", to=TENANT)
    visit.page.goto(where)
    visit.page.locator("main input[name=code]").fill(code)
    visit.click(visit.page.locator("main form .button").first)
    visit.click(visit.page.locator("main form .button").first)


def sign_in(visit: Any, email: str) -> None:
    """A tenant with an account, by the code from the mailbox."""
    visit.page.context.clear_cookies()  # whoever was here before
    visit.go(f"/accounts/login/code/?next={HOME}/aanbod/")
    visit.page.locator("main input[type=email]").fill(email)
    visit.click(visit.page.locator("main form .button").first)
    where = visit.page.url
    code = visit.mailed_code("toegangscode", to=email)
    visit.page.goto(where)
    visit.page.locator("main input[name=code]").fill(code)
    visit.click(visit.page.locator("main form .button").first)


def begin_application(visit: Any, *, door: str) -> None:
    visit.go(f"{HOME}/aanbod/")
    visit.click(visit.page.get_by_role("link", name=OFFER["title"]).first)
    visit.page.locator(f"[name=door][value='{door}']").check()
    visit.press("Ik wil deze klus doen")


def answer_when(visit: Any) -> None:
    visit.page.locator("main input[type=radio]").first.check()
    visit.click(visit.page.locator("main form .button").first)


def answer_who(visit: Any) -> None:
    visit.page.locator("[name=who][value=self]").check()
    visit.click(visit.page.locator("main form .button").first)


def answer_experience(visit: Any) -> None:
    for code, level in case.SKILLS.items():
        visit.page.locator(f"[name='skill-{code}'][value={level}]").check()
    visit.click(visit.page.locator("main form .button").first)


def answer_times(visit: Any) -> None:
    for part in case.AVAILABLE:
        visit.page.locator(f"[name=available][value={part}]").check()
    visit.page.locator("[name=phone]").fill(case.PHONE)
    visit.click(visit.page.locator("main form .button").first)


def answer_remarks(visit: Any) -> None:
    visit.page.locator("main textarea").fill(case.REMARKS)
    visit.click(visit.page.locator("main form .button").first)


def open_case(visit: Any, *, tenant: str = NAME) -> None:
    visit.become("officer")
    visit.click(visit.page.locator("main tr", has_text=tenant).locator("a").first)


def write(visit: Any, words: str, *, button: str, name: str = "text") -> None:
    """A message in the thread of the case that is open."""
    visit.page.locator(f"[name={name}]").fill(words)
    visit.press(button)


def open_survey(visit: Any) -> None:
    visit.become("inspector")
    visit.click(visit.page.locator("main a", has_text=re.compile("Begin de opname|Zonnestraat 12")).first)


def fill_in_survey(visit: Any) -> None:
    page = visit.page
    for name, value in (("has_defect", "nee"), ("asbestos", "none"), ("condition", "3"), ("advice", "do")):
        page.locator(f"main [name={name}][value={value!r}]").check()
    page.locator("main [name=height_m]").fill("4,5")
    page.locator("main [name=note]").fill(case.SURVEY["note"])
    visit.press("Bewaar de opname")


def open_quote(visit: Any, *, tenant: str = NAME) -> None:
    open_case(visit, tenant=tenant)
    visit.click(visit.page.get_by_role("link", name=re.compile("voorstel")).first)


def open_approval(visit: Any, *, tab: str = "") -> None:
    visit.become("manager")
    if tab:
        visit.click(visit.page.get_by_role("link", name=re.compile(tab)).first)
    visit.click(visit.page.locator("main a", has_text=re.compile("Jan de Wit|KH-")).first)


def move_clock(visit: Any, *, days: int) -> None:
    """At least so many days ahead, by the buttons of the mailbox."""
    visit.go("/demo/postvak/")
    for step in (91, 28, 7):
        while days >= step or (step == 7 and days > 0):
            visit.click(visit.page.locator(f"main button[name=days][value='{step}']"))
            days -= step


def press_next(visit: Any) -> None:
    """The tenant's next thing to do, from the home page to its question."""
    visit.become("tenant")
    visit.click(visit.page.locator("main a.button").first)


def inspect(visit: Any, *, result: str, note: str = "") -> None:
    visit.become("inspector")
    visit.go(f"{HOME}/werk/keuringen/")
    visit.look(f"keuringen-{result}")
    visit.click(visit.page.locator("main a", has_text="Begin de keuring").first)
    visit.page.locator(f"main [name=result][value={result}]").check()
    visit.page.locator("main [name=note]").fill(note)
    visit.look(f"keuring-{result}")
    visit.press("Bewaar de keuring")


def choose_form(visit: Any, code: str) -> None:
    """From the page about the reward to the agreement."""
    visit.page.locator(f"[name=choice][value='{code}']").check()
    visit.press("Kies dit")


def sign_as_tenant(visit: Any, *, name: str = NAME) -> None:
    """From the page to sign on: ask the code, tick, name, code."""
    email = visit.page.locator("main b", has_text="@").inner_text()
    visit.press("Mail mij een tekencode")
    where = visit.page.url
    code = visit.mailed_code("tekencode", to=email)
    visit.page.goto(where)
    for box in visit.page.locator("main input[type=checkbox]").all():
        box.check()
    visit.page.locator("main input[name=name]").fill(name)
    visit.page.locator("main input[name=code]").fill(code)
    visit.click(visit.page.get_by_role("button", name=re.compile("^(Onderteken|Teken)")).first)


def ask_and_look(visit: Any) -> None:
    """From the tenant's first question to the page of the quote, with nothing to see on the way."""
    begin_application(visit, door="6009")
    answer_when(visit)
    answer_who(visit)
    answer_experience(visit)
    answer_times(visit)
    answer_remarks(visit)
    visit.press("Verstuur mijn aanvraag")
    open_case(visit)
    visit.press("Neem in behandeling")
    open_survey(visit)
    fill_in_survey(visit)
    open_quote(visit)
