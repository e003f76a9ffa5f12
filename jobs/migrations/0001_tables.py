# Made by makemigrations, once for all of before the first release.

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('corporations', '0001_tables'),
        ('tenants', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='JobType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=80)),
                ('kind', models.CharField(choices=[('painting', 'Buitenschilderwerk'), ('insulation', 'Zolder isoleren'), ('kitchen', 'Keuken plaatsen')], default='painting', max_length=12)),
                ('title', models.CharField(blank=True, max_length=80)),
                ('summary', models.CharField(blank=True, max_length=200)),
                ('effort', models.CharField(blank=True, max_length=60)),
                ('materials_supplied', models.CharField(blank=True, max_length=200)),
                ('avoided_cost', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True)),
                ('materials_cost', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True)),
                ('handling_cost', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True)),
                ('budget', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=10)),
                ('skills', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None)),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
            ],
        ),
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
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'concept'), ('published', 'gepubliceerd'), ('closed', 'gesloten')], default='draft', max_length=10)),
                ('title', models.CharField(max_length=80)),
                ('summary', models.CharField(max_length=200)),
                ('effort', models.CharField(max_length=60)),
                ('materials_supplied', models.CharField(blank=True, max_length=200)),
                ('capacity', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(500)])),
                ('opens_on', models.DateField()),
                ('closes_on', models.DateField()),
                ('works_from', models.DateField()),
                ('works_until', models.DateField()),
                ('avoided_cost', models.DecimalField(decimal_places=2, max_digits=10, validators=[django.core.validators.MinValueValidator(0)])),
                ('materials_cost', models.DecimalField(decimal_places=2, max_digits=10, validators=[django.core.validators.MinValueValidator(0)])),
                ('handling_cost', models.DecimalField(decimal_places=2, max_digits=10, validators=[django.core.validators.MinValueValidator(0)])),
                ('risk_rate', models.DecimalField(decimal_places=4, max_digits=5, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('1'))])),
                ('share', models.DecimalField(decimal_places=4, max_digits=5, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('1'))])),
                ('budget', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=10, validators=[django.core.validators.MinValueValidator(0)])),
                ('published_at', models.DateTimeField(null=True)),
                ('complex', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='corporations.complex')),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
                ('job_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='jobs.jobtype')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.staffmember')),
                ('policy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.policyversion')),
            ],
        ),
        migrations.CreateModel(
            name='ChoiceGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('door', 'Voordeur'), ('frame', 'Kozijnen'), ('insulation', 'Isolatie'), ('front', 'Kastdeurtjes'), ('worktop', 'Werkblad'), ('handle', 'Grepen')], max_length=10)),
                ('position', models.PositiveSmallIntegerField()),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
                ('job_type', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='choice_groups', to='jobs.jobtype')),
                ('offer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='choice_groups', to='jobs.offer')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'nog niet verstuurd'), ('submitted', 'ontvangen'), ('waiting', 'op de wachtlijst'), ('in_review', 'in behandeling'), ('info_requested', 'wij vragen u iets'), ('surveyed', 'wij zijn komen kijken'), ('accepted', 'toegekend'), ('rejected', 'afgewezen'), ('withdrawn', 'ingetrokken')], default='draft', max_length=15)),
                ('holds_place', models.BooleanField(default=False)),
                ('place_until', models.DateField(null=True)),
                ('waiting_since', models.DateField(null=True)),
                ('start_on', models.DateField(null=True)),
                ('who', models.CharField(blank=True, choices=[('self', 'Ik doe het zelf'), ('friends', 'Ik doe het samen met familie of vrienden'), ('company', 'Ik laat het door een bedrijf doen')], max_length=10)),
                ('skills', models.JSONField(blank=True, default=dict)),
                ('available', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('day', 'Doordeweeks overdag'), ('evening', "Doordeweeks 's avonds"), ('saturday', 'Zaterdag'), ('sunday', 'Zondag')], max_length=10), blank=True, default=list, size=None)),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('remarks', models.TextField(blank=True, max_length=1000)),
                ('begun_at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField(null=True)),
                ('clock_starts_on', models.DateField(null=True)),
                ('ground', models.CharField(blank=True, choices=[('defect', 'Er is iets stuk. Dat maken wij, dat hoeft u niet te doen.'), ('asbestos', 'Er zit misschien asbest. Dan mag u er niet aan werken.'), ('height', 'Het werk is te hoog om veilig zelf te doen.'), ('planned', 'Wij doen dit werk binnen drie jaar zelf.'), ('protected', 'Uw huis is beschermd. Dit mag er niet aan veranderen.'), ('quality', 'Het werk dat u voorstelt is niet goed genoeg voor het huis.'), ('money', 'Het levert te weinig op.'), ('risk', 'Het risico is te groot.'), ('planning', 'Het past niet in onze planning.'), ('facts', 'Wij weten te weinig over de klus om ja te zeggen.')], max_length=12)),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
                ('lease', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='corporations.lease')),
                ('officer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.staffmember')),
                ('policy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.policyversion')),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='tenants.tenant')),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='jobs.offer')),
            ],
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_staff', models.BooleanField()),
                ('text', models.TextField(max_length=2000)),
                ('made_at', models.DateTimeField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='jobs.application')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Survey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visited_on', models.DateField()),
                ('has_defect', models.BooleanField()),
                ('asbestos', models.CharField(choices=[('none', 'Nee'), ('suspect', 'Misschien'), ('found', 'Ja')], max_length=8)),
                ('height_m', models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(60)])),
                ('condition', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(6)])),
                ('advice', models.CharField(choices=[('do', 'Kan'), ('scaffold', 'Kan, met een steiger'), ('refuse', 'Kan niet')], max_length=10)),
                ('note', models.TextField(blank=True, max_length=1000)),
                ('made_at', models.DateTimeField()),
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='survey', to='jobs.application')),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
                ('inspector', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.staffmember')),
            ],
        ),
        migrations.CreateModel(
            name='ApplicationChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('door', 'Voordeur'), ('frame', 'Kozijnen'), ('insulation', 'Isolatie'), ('front', 'Kastdeurtjes'), ('worktop', 'Werkblad'), ('handle', 'Grepen')], max_length=10)),
                ('code', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=60)),
                ('name_en', models.CharField(blank=True, max_length=60)),
                ('detail', models.CharField(blank=True, max_length=80)),
                ('detail_en', models.CharField(blank=True, max_length=80)),
                ('difference', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=10)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='jobs.application')),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
            ],
            options={
                'ordering': ['part'],
                'constraints': [models.UniqueConstraint(fields=('application', 'part'), name='application_part_once')],
            },
        ),
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20)),
                ('label', models.CharField(blank=True, max_length=60)),
                ('label_en', models.CharField(blank=True, max_length=60)),
                ('feel', models.CharField(blank=True, max_length=60)),
                ('feel_en', models.CharField(blank=True, max_length=60)),
                ('thickness_mm', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('difference', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=10)),
                ('position', models.PositiveSmallIntegerField()),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='jobs.choicegroup')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('group', 'code'), name='choice_code_once'), models.CheckConstraint(condition=models.Q(('difference__gte', 0)), name='choice_difference_positive')],
            },
        ),
        migrations.AddConstraint(
            model_name='jobtype',
            constraint=models.UniqueConstraint(fields=('corporation', 'code'), name='job_type_code_once'),
        ),
        migrations.AddConstraint(
            model_name='jobtype',
            constraint=models.CheckConstraint(condition=models.Q(('budget__gte', 0), models.Q(('avoided_cost', None), ('avoided_cost__gte', 0), _connector='OR'), models.Q(('materials_cost', None), ('materials_cost__gte', 0), _connector='OR'), models.Q(('handling_cost', None), ('handling_cost__gte', 0), _connector='OR')), name='job_type_amounts_positive'),
        ),
        migrations.AddConstraint(
            model_name='jobtype',
            constraint=models.CheckConstraint(condition=models.Q(('skills__len__lte', 3)), name='job_type_asks_three_skills_at_most'),
        ),
        migrations.AddConstraint(
            model_name='interest',
            constraint=models.UniqueConstraint(fields=('corporation', 'email'), name='interest_address_once'),
        ),
        migrations.AddConstraint(
            model_name='interest',
            constraint=models.CheckConstraint(condition=models.Q(('keep_until__gte', models.F('asked_on'))), name='interest_kept_after_asking'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='offer_closes_after_opening'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('works_until__gte', models.F('works_from'))), name='offer_works_in_order'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('works_from__gte', models.F('closes_on'))), name='offer_works_after_closing'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('capacity__gte', 1)), name='offer_has_places'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('avoided_cost__gte', 0), ('handling_cost__gte', 0), ('materials_cost__gte', 0)), name='offer_costs_positive'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('budget__gte', 0)), name='offer_budget_positive'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('risk_rate__gte', 0), ('risk_rate__lte', 1), ('share__gte', 0), ('share__lte', 1)), name='offer_rates_are_rates'),
        ),
        migrations.AddConstraint(
            model_name='choicegroup',
            constraint=models.UniqueConstraint(fields=('offer', 'part'), name='choice_group_part_once'),
        ),
        migrations.AddConstraint(
            model_name='choicegroup',
            constraint=models.UniqueConstraint(fields=('job_type', 'part'), name='choice_group_catalogue_part_once'),
        ),
        migrations.AddConstraint(
            model_name='choicegroup',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('job_type__isnull', False), ('offer', None)), models.Q(('job_type', None), ('offer__isnull', False)), _connector='OR'), name='choice_group_of_an_offer_or_a_job_type'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['rejected', 'withdrawn']), _negated=True), fields=('offer', 'lease'), name='application_one_open_a_home'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'draft'), ('status', 'withdrawn'), models.Q(('start_on__isnull', False), ('submitted_at__isnull', False)), _connector='OR'), name='application_whole_when_submitted'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'rejected'), _negated=True), models.Q(('ground', ''), _negated=True), _connector='OR'), name='application_rejected_with_a_ground'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('holds_place', False), ('status__in', ['in_review', 'info_requested', 'surveyed', 'accepted']), models.Q(('place_until__isnull', False), ('status', 'waiting')), _connector='OR'), name='application_place_given_or_offered'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('place_until__isnull', True), models.Q(('holds_place', True), ('status', 'waiting')), _connector='OR'), name='application_answers_only_when_asked'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'waiting'), _negated=True), ('waiting_since__isnull', False), _connector='OR'), name='application_waits_since_a_day'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='question_says_something'),
        ),
        migrations.AddConstraint(
            model_name='survey',
            constraint=models.CheckConstraint(condition=models.Q(('condition__gte', 1), ('condition__lte', 6)), name='survey_condition_1_to_6'),
        ),
    ]
