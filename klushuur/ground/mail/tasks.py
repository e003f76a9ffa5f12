from collections.abc import Callable

from klushuur.ground.mail import delivery
from klushuur.ground.outbox import outbox


@outbox.batch("mail.deliver")
def deliver(asked: list[dict[str, int]]) -> list[Callable[[], None]]:
    """Send messages one after the other over one line; each at least once, with the same Message-ID."""
    return delivery.deliveries([one["message_id"] for one in asked])
