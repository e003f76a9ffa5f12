"""100 signed agreements while workers, queue, mail server and connections fall: nothing lost, nothing doubled.

bin/prove faults [--agreements N] [--sabotage]     about four minutes; figures in var/proof/faults.json

--sabotage takes the sweep away: then the run must fail, for what a killed worker held stays undone.
"""

import argparse
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from klushuur.embedded import signals
from klushuur.embedded.errors import EmbeddedError
from klushuur.embedded.stack import Stack
from tests.proofs.servers import as_superuser, keep, number, say, servers, table, wait_until, wipe

KILL_AFTER = 2.0  # seconds of work
SMTP_OFF, WIPE_AT, DROP_EVERY = (4.0, 24.0), 12.0, 5.0
STORM, PATIENCE = 120.0, 60.0
OPEN = "SELECT count(*) FROM work_row WHERE status <> 'done'"
DONE = "SELECT count(*) FROM work_row WHERE status = 'done'"
TAKEN = "SELECT coalesce(sum(attempts), 0) FROM work_row"
DROP = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'klushuur_app'"
UNSEALED = "SELECT count(*) FROM journal_entry WHERE place IS NULL"
PLANT = (
    "ALTER TABLE journal_entry DISABLE TRIGGER USER",
    "UPDATE journal_entry SET reason = 'planted' WHERE id = (SELECT max(id) FROM journal_entry WHERE place = 20)",
    "ALTER TABLE journal_entry ENABLE TRIGGER USER",
)


@dataclass
class Storm:
    """The faults of one run, each at its time, and how many there were."""

    stack: Stack
    began: float = field(default_factory=time.monotonic)
    figures: dict[str, Any] = field(default_factory=lambda: {"workers_killed": 0, "connections_dropped": 0})
    next_drop: float = DROP_EVERY
    is_wiped: bool = False
    taken: int = 0
    done: int = 0
    at_work_since: float | None = None

    def blow(self) -> None:
        """Do what is due now."""
        now = time.monotonic() - self.began
        self._mail(now)
        if now >= WIPE_AT and not self.is_wiped:
            wipe()
            self.is_wiped = True
        if now >= self.next_drop:
            self.figures["connections_dropped"] += number(DROP)
            self.next_drop += DROP_EVERY
        self._kill(now)

    def _mail(self, now: float) -> None:
        processes, (off, on) = self.stack.processes, SMTP_OFF
        if off <= now < on and processes.is_running("smtp"):
            processes.stop("smtp")
            self.figures["mail_server_off_seconds"] = on - off
        elif now >= on and not processes.is_running("smtp"):
            processes.restart("smtp")

    def _kill(self, now: float) -> None:
        """The whole group of the worker, two seconds after it took up its first row; a start takes as long as it takes.

        On a slow machine it may first finish one row: who never finishes anything proves nothing.
        """
        if self.at_work_since is None:
            if number(TAKEN) > self.taken:
                self.at_work_since = now
            return
        if now - self.at_work_since >= KILL_AFTER and number(DONE) > self.done:
            self.stack.processes.kill("worker")
            self.figures["workers_killed"] += 1
            self.taken, self.done, self.at_work_since = number(TAKEN), number(DONE), None
            self.stack.processes.restart("worker")


def storm(stack: Stack) -> dict[str, Any]:
    """Faults until all work is done, or for STORM seconds; then quiet, until the worker and beat have caught up."""
    run = Storm(stack)
    while time.monotonic() - run.began < STORM:
        run.blow()
        if number(OPEN) == 0 and stack.processes.is_running("smtp") and run.is_wiped:
            break
        signals.pause(0.1)
    calm = time.monotonic()
    is_done = _catches_up()
    ended = time.monotonic()
    return run.figures | {
        "seconds_of_faults": round(calm - run.began, 1),
        "seconds_until_done": round(ended - run.began, 1) if is_done else "never",
    }


def _catches_up() -> bool:
    """Whether all work gets done. Given up when nothing was done for PATIENCE seconds: a slow machine may take its time."""
    while number(OPEN):
        done = number(DONE)
        if not wait_until(lambda done=done: number(DONE) > done or not number(OPEN), seconds=PATIENCE):
            return False
    return True


def journal(stack: Stack) -> dict[str, int]:
    """What `verify_journal` says of the whole journal, and then of one line that was changed past the trigger."""
    wait_until(lambda: number(UNSEALED) == 0, seconds=30)
    stack.manage("verify_journal")  # raises when it does not hold
    verified = number("SELECT count(*) FROM journal_entry WHERE place IS NOT NULL")
    as_superuser(*PLANT)
    try:
        stack.manage("verify_journal")
    except EmbeddedError:
        return {"journal_lines_verified": verified, "planted_changes_found": 1}
    return {"journal_lines_verified": verified, "planted_changes_found": 0}


def prove(agreements: int, *, is_sabotaged: bool) -> list[str]:
    """Run it; gives what went wrong."""
    with servers(**({"PROOF_SABOTAGE": "sweep"} if is_sabotaged else {})) as stack:
        from tests.proofs import cases

        say(f"{agreements} overeenkomsten klaarzetten / preparing agreements")
        signers = cases.prepare(agreements)
        stack.beat()
        stack.worker()
        say("Tekenen, en dan valt alles om / signing, and then everything falls")
        cases.sign(signers)
        faults = storm(stack)
        say("Natellen / counting")
        figures = {"agreements": agreements} | cases.figures(stack.maildir) | journal(stack) | faults
        wrong = cases.violations(figures, agreements)
        cases.leave()
        keep("faults", figures, stack if wrong else None)
    table("faults", figures)
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/prove faults")
    parser.add_argument("--agreements", type=int, default=100)
    parser.add_argument("--sabotage", action="store_true", help="without the sweep: must fail")
    words = parser.parse_args()
    signals.listen()
    wrong = prove(words.agreements, is_sabotaged=words.sabotage)
    say("GESCHONDEN / VIOLATED: " + "; ".join(wrong) if wrong else "Klopt / holds")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
