from django.db import migrations

from klushuur.ground.scope.walls import append_only
from klushuur.ground.scope.walls import wall


class Migration(migrations.Migration):
    dependencies = [("files", "0001_tables")]

    operations = [
        wall("files_file"),
        append_only("files_file", may_change=("removed_at",)),
    ]
