import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from klushuur.scope.walls import append_only, wall


class Migration(migrations.Migration):

    dependencies = [
        ('corporations', '0002_walls'),
        ('jobs', '0005_three_kinds_of_job'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_staff', models.BooleanField()),
                ('text', models.TextField(max_length=2000)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='application',
            name='available',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('day', 'Doordeweeks overdag'), ('evening', "Doordeweeks 's avonds"), ('saturday', 'Zaterdag'), ('sunday', 'Zondag')], max_length=10), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='application',
            name='phone',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name='application',
            name='skills',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='jobtype',
            name='skills',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None),
        ),
        migrations.AddConstraint(
            model_name='jobtype',
            constraint=models.CheckConstraint(condition=models.Q(('skills__len__lte', 3)), name='job_type_asks_three_skills_at_most'),
        ),
        migrations.AddField(
            model_name='question',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='jobs.application'),
        ),
        migrations.AddField(
            model_name='question',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='question',
            name='corporation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='question_says_something'),
        ),
        wall("jobs_question"),
        append_only("jobs_question"),
    ]
