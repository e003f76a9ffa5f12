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


def fill_in_offer(visit: Any) -> None:
    """The officer's form, filled in but not saved."""
    visit.become("officer")
    visit.go(f"{HOME}/werk/aanbod/nieuw/")
    page = visit.page
    page.locator("[name=complex]").select_option(case.COMPLEX)
    page.locator("[name=job_type]").select_option(case.JOB)
    days = {name: day.isoformat() for name, day in case.days(date.today()).items()}
    for name, value in (OFFER | days).items():
        page.locator(f"main [name={name}]").fill(value)
    for part, codes in case.PALETTE.items():
        for code in codes:
            page.locator(f"[name={part}][value='{code}']").check(force=True)


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
    code = visit.mailed_code("toegangscode")
    visit.page.goto(where)
    visit.page.locator("main input[name=code]").fill(code)
    visit.click(visit.page.locator("main form .button").first)
    visit.click(visit.page.locator("main form .button").first)


def begin_application(visit: Any, *, door: str) -> None:
    visit.go(f"{HOME}/aanbod/")
    visit.click(visit.page.get_by_role("link", name=OFFER["title"]).first)
    visit.page.locator(f"[name=door][value='{door}']").check(force=True)
    visit.press("Ik wil deze klus doen")


def answer_when(visit: Any) -> None:
    visit.page.locator("main input[type=radio]").first.check(force=True)
    visit.click(visit.page.locator("main form .button").first)


def answer_who(visit: Any) -> None:
    visit.page.locator("[name=who][value=self]").check(force=True)
    visit.click(visit.page.locator("main form .button").first)


def answer_experience(visit: Any) -> None:
    for code, level in case.SKILLS.items():
        visit.page.locator(f"[name='skill-{code}'][value={level}]").check(force=True)
    visit.click(visit.page.locator("main form .button").first)


def answer_times(visit: Any) -> None:
    for part in case.AVAILABLE:
        visit.page.locator(f"[name=available][value={part}]").check(force=True)
    visit.page.locator("[name=phone]").fill(case.PHONE)
    visit.click(visit.page.locator("main form .button").first)


def answer_remarks(visit: Any) -> None:
    visit.page.locator("main textarea").fill(case.REMARKS)
    visit.click(visit.page.locator("main form .button").first)


def open_case(visit: Any) -> None:
    visit.become("officer")
    visit.click(visit.page.locator("main tr", has_text="Jan de Wit").locator("a").first)


def open_survey(visit: Any) -> None:
    visit.become("inspector")
    visit.click(visit.page.locator("main a", has_text=re.compile("Begin de opname|Zonnestraat 12")).first)


def fill_in_survey(visit: Any) -> None:
    page = visit.page
    for name, value in (("has_defect", "nee"), ("asbestos", "none"), ("condition", "3"), ("advice", "do")):
        page.locator(f"main [name={name}][value={value!r}]").check(force=True)
    page.locator("main [name=height_m]").fill("4,5")
    page.locator("main [name=note]").fill(case.SURVEY["note"])
    visit.press("Bewaar de opname")


def open_quote(visit: Any) -> None:
    open_case(visit)
    visit.click(visit.page.get_by_role("link", name=re.compile("voorstel")).first)


def open_approval(visit: Any, *, tab: str = "") -> None:
    visit.become("manager")
    if tab:
        visit.click(visit.page.get_by_role("link", name=re.compile(tab)).first)
    visit.click(visit.page.locator("main a", has_text=re.compile("Jan de Wit|KH-")).first)


def sign_as_tenant(visit: Any) -> None:
    """From the page to sign on: ask the code, tick, name, code."""
    visit.press("Mail mij een tekencode")
    where = visit.page.url
    code = visit.mailed_code("tekencode")
    visit.page.goto(where)
    for box in visit.page.locator("main input[type=checkbox]").all():
        box.check(force=True)
    visit.page.locator("main input[name=name]").fill("Jan de Wit")
    visit.page.locator("main input[name=code]").fill(code)
    visit.click(visit.page.get_by_role("button", name=re.compile("^(Onderteken|Teken)")).first)
