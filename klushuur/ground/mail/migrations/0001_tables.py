# Made by makemigrations, once for all of before the first release.

import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('corporation_id', models.IntegerField(null=True)),
                ('kind', models.CharField(max_length=60)),
                ('occasion', models.CharField(db_column='once', max_length=120)),
                ('to', models.EmailField(max_length=254)),
                ('language', models.CharField(max_length=5)),
                ('subject', models.CharField(max_length=150)),
                ('text', models.TextField()),
                ('html', models.TextField()),
                ('sender', models.CharField(blank=True, max_length=100)),
                ('calendar', models.TextField(blank=True)),
                ('has_secret', models.BooleanField(default=False)),
                ('status', models.CharField(choices=[('waiting', 'Waiting'), ('sent', 'Sent'), ('refused', 'Refused')], default='waiting', max_length=10)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('sent_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('corporation_id', 'occasion'), name='mail_once', nulls_distinct=False)],
            },
        ),
    ]
