# Made by makemigrations, once for all of before the first release.

import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('kind', models.CharField(choices=[('tenant', 'Tenant'), ('staff', 'Staff'), ('operator', 'Operator')], max_length=10)),
                ('scope_id', models.IntegerField(blank=True, null=True)),
                ('language', models.CharField(default='nl', max_length=5)),
                ('is_active', models.BooleanField(default=True)),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_once'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'staff'), ('scope_id__isnull', False)), models.Q(models.Q(('kind', 'staff'), _negated=True), ('scope_id__isnull', True)), _connector='OR'), name='user_scope_is_for_staff')],
            },
        ),
    ]
