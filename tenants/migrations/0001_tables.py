# Made by makemigrations, once for all of before the first release.

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('corporations', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LetterBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('queued', 'wacht'), ('working', 'wordt gemaakt'), ('ready', 'klaar om te printen'), ('failed', 'mislukt'), ('removed', 'bestand weggegooid')], default='queued', editable=False, max_length=10)),
                ('total', models.PositiveSmallIntegerField()),
                ('done', models.PositiveSmallIntegerField(default=0)),
                ('file', models.CharField(blank=True, max_length=200)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('made_at', models.DateTimeField()),
                ('ready_at', models.DateTimeField(null=True)),
                ('posted_at', models.DateTimeField(null=True)),
                ('removed_at', models.DateTimeField(null=True)),
                ('complex', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.complex')),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.staffmember')),
                ('party', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.leaseparty')),
            ],
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code_sha256', models.CharField(max_length=64, unique=True)),
                ('expires_on', models.DateField()),
                ('revoked_at', models.DateTimeField(null=True)),
                ('used_at', models.DateTimeField(null=True)),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='corporations.leaseparty')),
                ('used_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='tenants.letterbatch')),
            ],
        ),
        migrations.CreateModel(
            name='SkillType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=60)),
                ('name_en', models.CharField(max_length=60)),
                ('question', models.CharField(max_length=120)),
                ('question_en', models.CharField(max_length=120)),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
            ],
        ),
        migrations.CreateModel(
            name='Tenant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('available', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('day', 'Doordeweeks overdag'), ('evening', "Doordeweeks 's avonds"), ('saturday', 'Zaterdag'), ('sunday', 'Zondag')], max_length=10), blank=True, default=list, size=None)),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Skill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('never', 'Nooit gedaan'), ('some', 'Een paar keer gedaan'), ('often', 'Vaak gedaan'), ('trade', 'Het is mijn vak')], max_length=10)),
                ('updated_at', models.DateTimeField()),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
                ('skill_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenants.skilltype')),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='skills', to='tenants.tenant')),
            ],
        ),
        migrations.AddConstraint(
            model_name='letterbatch',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['queued', 'working'])), fields=('complex',), name='letter_batch_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='letterbatch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['ready', 'removed']), _negated=True), models.Q(models.Q(('file', ''), _negated=True), models.Q(('sha256', ''), _negated=True), ('ready_at__isnull', False)), _connector='OR'), name='letter_batch_ready_has_file'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at', None), ('used_at', None)), fields=('party',), name='invitation_one_open_a_party'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('used_at', None), ('used_by', None)), models.Q(('used_at__isnull', False), ('used_by__isnull', False)), _connector='OR'), name='invitation_used_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='skilltype',
            constraint=models.UniqueConstraint(fields=('corporation', 'code'), name='skill_type_code_once'),
        ),
        migrations.AddConstraint(
            model_name='tenant',
            constraint=models.UniqueConstraint(fields=('corporation', 'user'), name='tenant_one_profile'),
        ),
        migrations.AddConstraint(
            model_name='skill',
            constraint=models.UniqueConstraint(fields=('tenant', 'skill_type'), name='skill_once_a_tenant'),
        ),
    ]
