from django.db import migrations

from klushuur.ground.scope.walls import append_only
from klushuur.ground.scope.walls import wall


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_tables")]

    operations = [
        wall(
            "agreements_quote",
            "agreements_agreement",
            "agreements_approval",
            "agreements_signingcode",
            "agreements_signature",
            "agreements_document",
            "agreements_offeredtext",
            "agreements_reminder",
            "agreements_inspection",
            "agreements_rentrequest",
            "agreements_rentchange",
            "agreements_payout",
        ),
        append_only("agreements_quote"),
        append_only("agreements_signature"),
        append_only("agreements_approval"),
        append_only("agreements_offeredtext"),
        append_only("agreements_inspection"),
        append_only("agreements_rentrequest"),
        append_only("agreements_rentchange", may_change=("replaced_at",)),
        append_only("agreements_payout", may_change=("replaced_at", "paid_on")),
    ]
