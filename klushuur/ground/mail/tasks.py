from klushuur.ground.mail import delivery
from klushuur.ground.outbox import outbox


@outbox.task("mail.deliver")
def deliver(message_id: int) -> None:
    """Send one message; at least once, with the same Message-ID."""
    delivery.deliver(message_id)
