from django.db import migrations

from klushuur.scope.walls import wall


class Migration(migrations.Migration):
    dependencies = [("tenants", "0001_initial")]

    operations = [
        wall("tenants_tenant", "tenants_invitation"),
    ]
