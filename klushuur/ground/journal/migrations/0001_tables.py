# Made by makemigrations, once for all of before the first release.

import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('corporation_id', models.IntegerField(null=True)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('actor_kind', models.CharField(max_length=10)),
                ('actor_id', models.BigIntegerField(null=True)),
                ('subject', models.CharField(max_length=60)),
                ('subject_id', models.BigIntegerField()),
                ('action', models.CharField(max_length=40)),
                ('old', models.CharField(blank=True, max_length=80)),
                ('new', models.CharField(blank=True, max_length=80)),
                ('reason', models.CharField(blank=True, max_length=80)),
                ('place', models.BigIntegerField(null=True)),
                ('sha256', models.CharField(blank=True, default='', max_length=64)),
            ],
            options={
                'indexes': [models.Index(fields=['subject', 'subject_id'], name='journal_by_subject')],
                'constraints': [models.UniqueConstraint(fields=('corporation_id', 'place'), name='journal_one_row_a_place'), models.CheckConstraint(condition=models.Q(models.Q(('place__isnull', True), ('sha256', '')), models.Q(('place__isnull', False), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='journal_sealed_whole')],
            },
        ),
    ]
