"""How fast do messages leave through the workers, against one program that sends the same ones over one kept SMTP line?

    .venv/bin/python bench/mail.py [messages]

Its own servers, a prefork worker with two children, and the sink as mail server. From the moment that the rows are committed and the
bell has rung until the last message is recorded as sent. Both ways take turns, three times; the ratio of the medians counts.
"""

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from klushuur.embedded.signals import pause
from klushuur.embedded.stack import Stack
from tests.proofs.servers import number, servers

ROUNDS, PATIENCE = 3, 900
OPEN = "SELECT count(*) FROM work_row WHERE status <> 'done'"


def write(messages: int, occasion: str) -> list[int]:
    """That many messages in one transaction, as a decided increase or a letter to all followers would."""
    from django.db import transaction

    from klushuur.ground.mail import mail
    from klushuur.ground.mail.models import Message

    with transaction.atomic():
        for turn in range(messages):
            mail.write(
                "sign_in_code",
                to=f"jan{turn}@tenant.example",
                occasion=f"{occasion}.{turn}",
                code="314159",
                language="nl",
            )
    return list(Message.objects.filter(status="waiting").order_by("pk").values_list("pk", flat=True))


def through_workers(stack: Stack, messages: int, occasion: str) -> float:
    """Messages a second."""
    write(messages, occasion)
    began = time.monotonic()
    while number(OPEN):
        if time.monotonic() - began > PATIENCE:
            raise SystemExit(f"not done in {PATIENCE} s: {stack.processes.tail('worker')}")
        pause(0.05)
    return messages / (time.monotonic() - began)


def over_one_line(messages: int, occasion: str) -> float:
    """Messages a second: composed and sent, and nothing written down."""
    from django.core.mail import get_connection

    from klushuur.ground.mail.delivery import compose
    from klushuur.ground.mail.models import Message
    from klushuur.ground.outbox.models import WorkRow

    numbers = write(messages, occasion)
    WorkRow.objects.filter(kind="mail.deliver").delete()
    rows = list(Message.objects.filter(pk__in=numbers))
    began = time.monotonic()
    with get_connection() as line:
        for row in rows:
            line.send_messages([compose(row)])
    taken = time.monotonic() - began
    Message.objects.filter(pk__in=numbers).delete()
    return messages / taken


def main() -> None:
    messages = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    rates: tuple[list[float], list[float]] = ([], [])
    with servers() as stack:
        stack.worker()
        stack.beat()
        for turn in range(ROUNDS):
            rates[0].append(over_one_line(messages, f"line{turn}"))
            rates[1].append(through_workers(stack, messages, f"workers{turn}"))
            print(f"  {turn + 1}: one line {rates[0][-1]:.0f}/s, workers {rates[1][-1]:.0f}/s", flush=True)
    line, workers = map(statistics.median, rates)
    print(f"{messages} messages: one line {line:.0f}/s, workers {workers:.0f}/s, ratio {workers / line:.2f}")


if __name__ == "__main__":
    main()
