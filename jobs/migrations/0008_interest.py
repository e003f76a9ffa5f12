import django.db.models.deletion
from django.db import migrations, models

from klushuur.scope.walls import wall


class Migration(migrations.Migration):

    dependencies = [
        ('corporations', '0005_days_of_inspection_and_repair'),
        ('jobs', '0007_a_kind_says_what_is_outside'),
    ]

    operations = [
        migrations.CreateModel(
            name='Interest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254)),
                ('language', models.CharField(max_length=5)),
                ('asked_on', models.DateField()),
                ('keep_until', models.DateField()),
                ('token_sha256', models.CharField(max_length=64, unique=True)),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
                ('job_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='jobs.jobtype')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('corporation', 'email'), name='interest_address_once'), models.CheckConstraint(condition=models.Q(('keep_until__gte', models.F('asked_on'))), name='interest_kept_after_asking')],
            },
        ),
        wall("jobs_interest"),
    ]
