"""Where a journey begins when it does not walk the whole case."""

from typing import Any

from tests.journeys import steps


def start_again(visit: Any) -> None:
    """The demo as it was loaded: other journeys share it."""
    visit.go("/")
    visit.click(visit.page.locator("form[action='/demo/begin/'] button"))


def tenant_with_an_offer(visit: Any) -> None:
    """Jan de Wit has signed up, and there is a job for his home."""
    start_again(visit)
    steps.fill_in_offer(visit)
    steps.publish_offer(visit)
    steps.type_letter_code(visit)
    steps.sign_up(visit)
