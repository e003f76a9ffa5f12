from klushuur import work
from klushuur.mail import delivery


@work.task("mail.deliver")
def deliver(message_id: int) -> None:
    delivery.deliver(message_id)
