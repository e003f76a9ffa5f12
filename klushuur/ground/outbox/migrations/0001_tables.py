# Made by makemigrations, once for all of before the first release.

import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='WorkRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('scope_id', models.IntegerField(null=True)),
                ('arguments', models.JSONField(default=dict)),
                ('occasion', models.CharField(db_column='once', max_length=120, unique=True)),
                ('status', models.CharField(choices=[('queued', 'Queued'), ('leased', 'Leased'), ('done', 'Done'), ('failed', 'Failed')], default='queued', max_length=10)),
                ('not_before', models.DateTimeField(default=django.utils.timezone.now)),
                ('lease_until', models.DateTimeField(null=True)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('crashes', models.PositiveIntegerField(default=0)),
                ('error', models.CharField(blank=True, max_length=120)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('done_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'work_row',
                'indexes': [models.Index(condition=models.Q(('status__in', ['queued', 'leased'])), fields=['not_before'], name='work_open')],
            },
        ),
    ]
