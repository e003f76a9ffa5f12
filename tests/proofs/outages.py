"""Pages while queue and database are away: a manager approves all the same, a page says "back soon", and nothing needs a restart.

bin/prove outages [--agreements N]     about two minutes; figures in var/proof/outages.json
"""

import argparse
import http.client
import sys
import time
from typing import Any

from klushuur.embedded import places, signals
from klushuur.embedded.stack import Stack
from tests.proofs.servers import keep, number, say, servers, table, wait_until, wipe

OPEN = "SELECT count(*) FROM work_row WHERE status <> 'done'"
SAID = "Wij zijn even niet bereikbaar"


def without_the_queue(stack: Stack, agreements: int) -> dict[str, Any]:
    """Approvals by the button of the page with Valkey gone; then it comes back, empty, and the work is done."""
    from tests.proofs import cases

    to_approve, manager = cases.prepare_to_approve(agreements)
    quiet = wait_until(lambda: number(OPEN) == 0, seconds=60)
    stack.processes.kill("valkey")
    answers, seconds = cases.approve_by_button(to_approve, manager)
    stack.processes.restart("valkey")
    wait_until(wipe, seconds=10)
    back = time.monotonic()
    is_done = wait_until(lambda: number(OPEN) == 0, seconds=120)
    return {
        "approvals": agreements,
        "work_was_done_before": quiet,
        "approvals_answered_as_always": answers[302],
        "approvals_answered_otherwise": sum(answers.values()) - answers[302],
        "slowest_approval_seconds": round(max(seconds), 2),
        "agreements_offered": number("SELECT count(*) FROM agreements_agreement WHERE status = 'offered'"),
        "messages_not_sent": number("SELECT count(*) FROM mail_message WHERE status <> 'sent'"),
        "seconds_until_all_was_done_after": round(time.monotonic() - back, 1) if is_done else None,
    }


def without_the_database(stack: Stack, port: int) -> dict[str, Any]:
    """Pages of the running website before, while PostgreSQL is gone, and after; nobody restarts the website."""
    before = _ask(port)
    stack.processes.stop("postgres")
    during = [_ask(port) for _ in range(20)]
    stack.processes.restart("postgres")
    stack.processes.wait_for("postgres", _database_answers)
    back = time.monotonic()
    is_back = wait_until(lambda: _ask(port)[0] == 200, seconds=30)
    return {
        "page_before": before[0],
        "pages_while_the_database_was_gone": len(during),
        "answered_503_in_words": sum(status == 503 and SAID in page for status, page in during),
        "answered_otherwise": len([status for status, page in during if status != 503 or SAID not in page]),
        "seconds_until_the_page_was_back": round(time.monotonic() - back, 1) if is_back else None,
    }


def _ask(port: int) -> tuple[int, str]:
    connection = http.client.HTTPConnection("localhost", port, timeout=30)
    try:
        connection.request("GET", "/voorbeeldstad/")
        response = connection.getresponse()
        return response.status, response.read().decode()
    except OSError as error:
        return 0, type(error).__name__
    finally:
        connection.close()


def _database_answers() -> bool:
    import psycopg2

    try:
        return number("SELECT 1") == 1
    except psycopg2.OperationalError:
        return False


def _after(stack: Stack) -> dict[str, Any]:
    """The worker, which nobody restarted either, makes a document; first its queue is wiped under its hands."""
    from tests.proofs import cases

    cases.leave()
    agreements = cases.prepare(1, slug="elders")
    wipe()
    began = time.monotonic()
    cases.sign(agreements)
    made = wait_until(lambda: number("SELECT count(*) FROM agreements_document") == 1, seconds=60)
    is_done = wait_until(lambda: number(OPEN) == 0, seconds=60)
    cases.leave()
    return {
        "document_made_after_seconds": round(time.monotonic() - began, 1) if made else None,
        "work_rows_not_done": 0 if is_done else number(OPEN),
    }


def prove(agreements: int) -> list[str]:
    """Run it; gives what went wrong."""
    port = places.free_port()
    with servers(port) as stack:
        stack.web(port)
        stack.worker()
        stack.beat()
        say("Goedkeuren zonder wachtrij / approving without the queue")
        figures = without_the_queue(stack, agreements)
        say("Pagina's zonder database / pages without the database")
        figures |= without_the_database(stack, port)
        figures |= _after(stack)
        figures["programs_that_fell"] = len(stack.processes.fallen())
        wrong = violations(figures)
        keep("outages", figures, stack if wrong else None)
    table("outages", figures)
    return wrong


def violations(found: dict[str, Any]) -> list[str]:
    """What is not as promised."""
    exact = {
        "approvals_answered_as_always": found["approvals"],
        "agreements_offered": found["approvals"],
        "messages_not_sent": 0,
        "page_before": 200,
        "answered_otherwise": 0,
        "work_rows_not_done": 0,
        "programs_that_fell": 0,
    }
    most = {
        "slowest_approval_seconds": 2,
        "seconds_until_all_was_done_after": 60,
        "seconds_until_the_page_was_back": 5,
        "document_made_after_seconds": 60,
    }
    wrong = [f"{name} {found[name]}, not {wanted}" for name, wanted in exact.items() if found[name] != wanted]
    return wrong + [
        f"{name} {found[name]}, more than {limit}"
        for name, limit in most.items()
        if found[name] is None or found[name] > limit
    ]


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/prove outages")
    parser.add_argument("--agreements", type=int, default=40)
    words = parser.parse_args()
    signals.listen()
    wrong = prove(words.agreements)
    say("GESCHONDEN / VIOLATED: " + "; ".join(wrong) if wrong else "Klopt / holds")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
