from datetime import timedelta

from klushuur.demo.models import Clock


def offset() -> timedelta:
    """How far the demo's clock was moved."""
    days = Clock.objects.values_list("days", flat=True).first()
    return timedelta(days=days or 0)


def move(days: int) -> None:
    """Put the clock ahead."""
    row, _ = Clock.objects.get_or_create(pk=1)
    Clock.objects.filter(pk=row.pk).update(days=row.days + days)
