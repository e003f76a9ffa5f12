# Made by makemigrations, once for all of before the first release.

import corporations.models.homes
import corporations.models.policy
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Corporation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(max_length=40, unique=True, validators=[django.core.validators.RegexValidator('^[a-z][a-z0-9-]{2,39}$', 'Neem kleine letters, cijfers en streepjes.', code='slug')])),
                ('name', models.CharField(max_length=80)),
                ('city', models.CharField(max_length=80)),
                ('phone', models.CharField(max_length=20)),
                ('brand', models.CharField(default='#1f5f4a', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-f]{6}$', 'Geef een kleur als #1f5f4a.', code='colour')])),
                ('accent', models.CharField(default='#b4541a', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-f]{6}$', 'Geef een kleur als #1f5f4a.', code='colour')])),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('slug__in', ['accounts', 'admin', 'bestand', 'controleren', 'demo', 'gezondheid', 'static', 'taal', 'vera', 'well-known']), _negated=True), name='corporation_slug_is_free')],
            },
        ),
        migrations.CreateModel(
            name='Complex',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('built_year', models.PositiveSmallIntegerField()),
                ('house_type', models.CharField(choices=[('1938', 'rijwoning 1938'), ('1968', 'rijwoning 1968'), ('1985', 'portiekflat 1985')], max_length=8)),
                ('storeys', models.PositiveSmallIntegerField(default=2)),
                ('asbestos_survey', models.CharField(choices=[('none', 'geen onderzoek'), ('passed', 'onderzocht: geen asbest'), ('found', 'onderzocht: asbest gevonden')], default='none', max_length=8)),
                ('is_protected', models.BooleanField(default=False)),
                ('maintenance_year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
            ],
            options={
                'verbose_name_plural': 'complexes',
            },
        ),
        migrations.CreateModel(
            name='Dwelling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20)),
                ('street', models.CharField(max_length=80)),
                ('house_number', models.CharField(max_length=12)),
                ('postcode', models.CharField(max_length=6)),
                ('city', models.CharField(max_length=80)),
                ('is_self_contained', models.BooleanField(default=True)),
                ('points', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('label', models.CharField(blank=True, max_length=5)),
                ('worktop_mm', models.PositiveIntegerField(blank=True, null=True)),
                ('complex', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dwellings', to='corporations.complex')),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
            ],
        ),
        migrations.CreateModel(
            name='Lease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('net_rent', models.DecimalField(decimal_places=2, max_digits=10)),
                ('rent_since', models.DateField(default=corporations.models.homes.last_july)),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
                ('dwelling', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leases', to='corporations.dwelling')),
            ],
        ),
        migrations.CreateModel(
            name='LeaseParty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('born_on', models.DateField(blank=True, null=True)),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
                ('lease', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parties', to='corporations.lease')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='PolicyVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('starts_on', models.DateField()),
                ('share', models.DecimalField(decimal_places=4, default=Decimal('0.70'), max_digits=5, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('1'))])),
                ('risk_rate', models.DecimalField(decimal_places=4, default=Decimal('0.10'), max_digits=5, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('1'))])),
                ('handling_cost', models.DecimalField(decimal_places=2, default=Decimal('300.00'), max_digits=10)),
                ('cooling_off_days', models.PositiveSmallIntegerField(default=14)),
                ('offer_valid_days', models.PositiveSmallIntegerField(default=14)),
                ('amber_days', models.PositiveSmallIntegerField(default=28)),
                ('red_days', models.PositiveSmallIntegerField(default=56)),
                ('place_days', models.PositiveSmallIntegerField(default=7)),
                ('remind_after_days', models.PositiveSmallIntegerField(default=3)),
                ('inspection_days', models.PositiveSmallIntegerField(default=10)),
                ('repair_days', models.PositiveSmallIntegerField(default=30)),
                ('repair_rounds', models.PositiveSmallIntegerField(default=2)),
                ('ladder_height_m', models.DecimalField(decimal_places=1, default=Decimal('5.0'), max_digits=3)),
                ('discount_months', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), blank=True, default=corporations.models.policy._usual_months, size=None)),
                ('forms', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), default=corporations.models.policy._usual_forms, size=None)),
                ('increase_rates', django.contrib.postgres.fields.ArrayField(base_field=models.DecimalField(decimal_places=4, max_digits=5, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('1'))]), default=corporations.models.policy._usual_increases, size=None)),
                ('letters_month', models.PositiveSmallIntegerField(default=4)),
                ('letters_day', models.PositiveSmallIntegerField(default=1)),
                ('shows_rows', models.BooleanField(default=True)),
                ('advises', models.BooleanField(default=False)),
                ('exit_option', models.CharField(choices=[('lapses', 'De korting vervalt'), ('bought_off', 'Wij betalen de rest in één keer'), ('handed_over', 'De volgende huurder neemt de korting over')], default='bought_off', max_length=12)),
                ('painting_months', models.PositiveSmallIntegerField(default=72)),
                ('insulation_months', models.PositiveSmallIntegerField(default=120)),
                ('kitchen_months', models.PositiveSmallIntegerField(default=180)),
                ('counts_for_allowance', models.CharField(blank=True, choices=[('sub', 'telt mee voor de huurtoeslag'), ('nsu', 'telt niet mee voor de huurtoeslag')], max_length=3)),
                ('offer_cost', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=10)),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
            ],
        ),
        migrations.CreateModel(
            name='PolicyPosting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('discount', 'Huurkorting'), ('skip', 'Overgeslagen huurverhoging'), ('freeze', 'Bevroren huur'), ('one_off', 'Eén keer geld'), ('remainder', 'De rest, in één keer'), ('buy_off', 'Afkoop bij verhuizen')], max_length=10)),
                ('ledger_account', models.CharField(max_length=20)),
                ('cost_centre', models.CharField(blank=True, max_length=20)),
                ('vat_code', models.CharField(default='VRI', max_length=10)),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
                ('policy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='corporations.policyversion')),
            ],
        ),
        migrations.CreateModel(
            name='StaffMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('phone', models.CharField(max_length=20)),
                ('roles_held', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('officer', 'woonconsulent'), ('inspector', 'opzichter'), ('manager', 'manager'), ('finance', 'financiën')], max_length=10), size=None)),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
                ('home', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='corporations.dwelling')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'medewerker',
                'verbose_name_plural': 'medewerkers',
            },
        ),
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('up_to', models.DecimalField(decimal_places=2, max_digits=10)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='corporations.staffmember')),
            ],
            options={
                'verbose_name': 'mandaat',
                'verbose_name_plural': 'mandaten',
            },
        ),
        migrations.CreateModel(
            name='AnnualIncrease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('rate', models.DecimalField(decimal_places=4, max_digits=5, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('1'))])),
                ('decided_at', models.DateTimeField()),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.staffmember')),
            ],
        ),
        migrations.AddConstraint(
            model_name='dwelling',
            constraint=models.UniqueConstraint(fields=('corporation', 'number'), name='dwelling_number_once'),
        ),
        migrations.AddConstraint(
            model_name='lease',
            constraint=models.UniqueConstraint(fields=('corporation', 'number'), name='lease_number_once'),
        ),
        migrations.AddConstraint(
            model_name='lease',
            constraint=models.CheckConstraint(condition=models.Q(('net_rent__gt', 0)), name='lease_rent_is_positive'),
        ),
        migrations.AddConstraint(
            model_name='leaseparty',
            constraint=models.UniqueConstraint(fields=('lease', 'user'), name='party_account_once'),
        ),
        migrations.AddConstraint(
            model_name='policyversion',
            constraint=models.UniqueConstraint(fields=('corporation', 'number'), name='policy_number_once'),
        ),
        migrations.AddConstraint(
            model_name='policyversion',
            constraint=models.UniqueConstraint(fields=('corporation', 'starts_on'), name='policy_one_a_day'),
        ),
        migrations.AddConstraint(
            model_name='policyversion',
            constraint=models.CheckConstraint(condition=models.Q(('discount_months__contained_by', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36])), name='policy_discount_is_temporary'),
        ),
        migrations.AddConstraint(
            model_name='policyversion',
            constraint=models.CheckConstraint(condition=models.Q(('forms__contained_by', ['one_off', 'discount', 'skip', 'freeze'])), name='policy_forms_are_known'),
        ),
        migrations.AddConstraint(
            model_name='policyversion',
            constraint=models.CheckConstraint(condition=models.Q(('forms__len__gte', 1)), name='policy_has_a_form'),
        ),
        migrations.AddConstraint(
            model_name='policyversion',
            constraint=models.CheckConstraint(condition=models.Q(('increase_rates__len__gte', 1)), name='policy_has_an_increase'),
        ),
        migrations.AddConstraint(
            model_name='policyversion',
            constraint=models.CheckConstraint(condition=models.Q(('letters_day__range', (1, 28)), ('letters_month__range', (1, 12))), name='policy_letters_on_a_day'),
        ),
        migrations.AddConstraint(
            model_name='policyversion',
            constraint=models.CheckConstraint(condition=models.Q(('insulation_months__gte', 1), ('kitchen_months__gte', 1), ('painting_months__gte', 1)), name='policy_investment_has_a_term'),
        ),
        migrations.AddConstraint(
            model_name='policyversion',
            constraint=models.CheckConstraint(condition=models.Q(('offer_cost__gte', 0)), name='policy_offer_cost_positive'),
        ),
        migrations.AddConstraint(
            model_name='policyposting',
            constraint=models.UniqueConstraint(fields=('policy', 'kind'), name='posting_kind_once'),
        ),
        migrations.AddConstraint(
            model_name='mandate',
            constraint=models.CheckConstraint(condition=models.Q(('up_to__gt', 0)), name='mandate_is_positive'),
        ),
        migrations.AddConstraint(
            model_name='mandate',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='mandate_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='annualincrease',
            constraint=models.UniqueConstraint(fields=('corporation', 'year'), name='increase_year_once'),
        ),
        migrations.AddConstraint(
            model_name='annualincrease',
            constraint=models.CheckConstraint(condition=models.Q(('rate__gte', 0), ('rate__lte', 1)), name='increase_is_a_rate'),
        ),
    ]
