from django.db import migrations

from klushuur.scope.walls import wall


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial")]

    operations = [
        wall(
            "jobs_jobtype",
            "jobs_offer",
            "jobs_choicegroup",
            "jobs_choice",
            "jobs_application",
            "jobs_applicationchoice",
            "jobs_survey",
        ),
    ]
