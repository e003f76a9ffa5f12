from typing import Any

from django.core.management.base import BaseCommand

from agreements.services.booking_older import book_older
from corporations.models import Corporation
from klushuur import scope


class Command(BaseCommand):
    help = "Boekt beloningen die een oudere versie vastlegde, toen er nog geen huurmutaties en betalingen waren. Twee keer mag."

    def handle(self, *args: Any, **options: Any) -> None:
        for corporation in Corporation.objects.order_by("pk"):
            with scope.of(corporation.pk):
                number = book_older()
            self.stdout.write(f"{corporation}: {number} beloningen geboekt")
