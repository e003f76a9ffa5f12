from django.db import migrations

from klushuur.scope.walls import append_only, wall


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_initial")]

    operations = [
        wall(
            "agreements_quote",
            "agreements_agreement",
            "agreements_approval",
            "agreements_signingcode",
            "agreements_signature",
            "agreements_document",
            "agreements_reminder",
        ),
        append_only("agreements_quote"),
        append_only("agreements_signature"),
        append_only("agreements_approval"),
    ]
