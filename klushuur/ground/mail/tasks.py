from klushuur.ground.mail import delivery
from klushuur.ground.outbox import outbox


@outbox.task("mail.deliver")
def deliver(message_id: int) -> None:
    delivery.deliver(message_id)
