from django.db import migrations

from klushuur.ground.scope.walls import append_only
from klushuur.ground.scope.walls import wall


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_tables")]

    operations = [
        wall("journal_entry", shared=True),
        append_only("journal_entry", may_change=("place", "sha256")),
    ]
