from django.db import migrations

from klushuur.ground.scope.walls import append_only
from klushuur.ground.scope.walls import wall


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_tables")]

    operations = [
        wall(
            "jobs_jobtype",
            "jobs_interest",
            "jobs_offer",
            "jobs_choicegroup",
            "jobs_choice",
            "jobs_application",
            "jobs_applicationchoice",
            "jobs_question",
            "jobs_survey",
        ),
        append_only("jobs_question"),
    ]
