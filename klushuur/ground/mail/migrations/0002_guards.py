from django.db import migrations

from klushuur.ground.scope.walls import wall


class Migration(migrations.Migration):
    dependencies = [("mail", "0001_tables")]

    operations = [
        wall("mail_message", shared=True),
    ]
