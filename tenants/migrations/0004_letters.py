import django.db.models.deletion
from django.db import migrations, models

from klushuur.scope.walls import wall


class Migration(migrations.Migration):

    dependencies = [
        ('corporations', '0004_place_days'),
        ('tenants', '0003_skills'),
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
        migrations.AddField(
            model_name='invitation',
            name='batch',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='tenants.letterbatch'),
        ),
        migrations.AddConstraint(
            model_name='letterbatch',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['queued', 'working'])), fields=('complex',), name='letter_batch_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='letterbatch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['ready', 'removed']), _negated=True), models.Q(models.Q(('file', ''), _negated=True), models.Q(('sha256', ''), _negated=True), ('ready_at__isnull', False)), _connector='OR'), name='letter_batch_ready_has_file'),
        ),
        wall("tenants_letterbatch"),
    ]
