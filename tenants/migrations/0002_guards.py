from django.db import migrations

from klushuur.ground.scope.walls import wall


class Migration(migrations.Migration):
    dependencies = [("tenants", "0001_tables")]

    operations = [
        wall(
            "tenants_tenant",
            "tenants_invitation",
            "tenants_letterbatch",
            "tenants_skilltype",
            "tenants_skill",
        ),
    ]
