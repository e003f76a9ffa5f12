import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from klushuur.scope.walls import wall


class Migration(migrations.Migration):

    dependencies = [
        ('corporations', '0002_walls'),
        ('tenants', '0002_walls'),
    ]

    operations = [
        migrations.AddField(
            model_name='tenant',
            name='available',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('day', 'Doordeweeks overdag'), ('evening', "Doordeweeks 's avonds"), ('saturday', 'Zaterdag'), ('sunday', 'Zondag')], max_length=10), blank=True, default=list, size=None),
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
            name='Skill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('never', 'Nooit gedaan'), ('some', 'Een paar keer gedaan'), ('often', 'Vaak gedaan'), ('trade', 'Het is mijn vak')], max_length=10)),
                ('updated_at', models.DateTimeField()),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='skills', to='tenants.tenant')),
                ('skill_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenants.skilltype')),
            ],
        ),
        migrations.AddConstraint(
            model_name='skilltype',
            constraint=models.UniqueConstraint(fields=('corporation', 'code'), name='skill_type_code_once'),
        ),
        migrations.AddConstraint(
            model_name='skill',
            constraint=models.UniqueConstraint(fields=('tenant', 'skill_type'), name='skill_once_a_tenant'),
        ),
        wall("tenants_skilltype", "tenants_skill"),
    ]
