from django.db import migrations

from klushuur.ground.scope.walls import wall


class Migration(migrations.Migration):
    dependencies = [("corporations", "0001_tables")]

    operations = [
        wall(
            "corporations_policyversion",
            "corporations_policyposting",
            "corporations_annualincrease",
            "corporations_staffmember",
            "corporations_mandate",
            "corporations_complex",
            "corporations_dwelling",
            "corporations_lease",
            "corporations_leaseparty",
        ),
    ]
