# Made by makemigrations, once for all of before the first release.

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('corporations', '0001_tables'),
        ('jobs', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Quote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('avoided_cost', models.DecimalField(decimal_places=2, max_digits=10)),
                ('materials_cost', models.DecimalField(decimal_places=2, max_digits=10)),
                ('handling_cost', models.DecimalField(decimal_places=2, max_digits=10)),
                ('risk_rate', models.DecimalField(decimal_places=4, max_digits=5, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('1'))])),
                ('share', models.DecimalField(decimal_places=4, max_digits=5, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('1'))])),
                ('net_saving', models.DecimalField(decimal_places=2, max_digits=10)),
                ('budget', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=10)),
                ('surplus', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=10)),
                ('bought', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=10)),
                ('reward', models.DecimalField(decimal_places=2, max_digits=10)),
                ('rent', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=10)),
                ('increase_rates', django.contrib.postgres.fields.ArrayField(base_field=models.DecimalField(decimal_places=4, max_digits=5, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('1'))]), default=list, size=None)),
                ('start_on', models.DateField(null=True)),
                ('start_rent', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=10)),
                ('start_rates', django.contrib.postgres.fields.ArrayField(base_field=models.DecimalField(decimal_places=4, max_digits=5, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('1'))]), default=list, size=None)),
                ('benefit', models.JSONField(default=dict)),
                ('rows', models.JSONField()),
                ('form_rows', models.JSONField(default=list)),
                ('sha256', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quotes', to='jobs.application')),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.staffmember')),
                ('policy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.policyversion')),
            ],
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('status', models.CharField(choices=[('drafted', 'concept'), ('approval', 'ligt bij de manager'), ('approved', 'goedgekeurd'), ('offered', 'klaar om te tekenen'), ('signed', 'getekend'), ('in_progress', 'bezig'), ('suspended', 'even gestopt'), ('completed', 'klaar gemeld'), ('inspected', 'gekeurd'), ('repair', 'nog te herstellen'), ('accepted', 'goedgekeurd werk'), ('rewarding', 'beloning loopt'), ('finished', 'afgerond'), ('declined', 'niet doorgegaan'), ('expired', 'verlopen'), ('taken_over', 'door ons overgenomen'), ('terminated', 'beëindigd')], default='drafted', max_length=15)),
                ('forms_allowed', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('one_off', 'Eén keer geld'), ('discount', 'Korting op de huur'), ('skip', 'Eén huurverhoging overslaan'), ('freeze', 'De huur bevriezen')], max_length=12), size=None)),
                ('months_allowed', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), default=list, size=None)),
                ('form', models.CharField(blank=True, choices=[('one_off', 'Eén keer geld'), ('discount', 'Korting op de huur'), ('skip', 'Eén huurverhoging overslaan'), ('freeze', 'De huur bevriezen')], max_length=12)),
                ('months', models.PositiveSmallIntegerField(null=True)),
                ('works_from', models.DateField()),
                ('works_until', models.DateField()),
                ('parties', models.JSONField(default=list)),
                ('terms_sha256', models.CharField(max_length=64)),
                ('text', models.TextField(blank=True)),
                ('text_sha256', models.CharField(blank=True, max_length=64)),
                ('made_at', models.DateTimeField()),
                ('offered_at', models.DateTimeField(null=True)),
                ('offered_on', models.DateField(null=True)),
                ('sign_before', models.DateField(null=True)),
                ('ground', models.CharField(blank=True, choices=[('money', 'Het bedrag klopt niet of is te hoog.'), ('risk', 'Het risico is te groot.'), ('planning', 'Het past niet in onze planning.'), ('facts', 'Er ontbreken feiten.'), ('amount', 'Het bedrag is te laag.'), ('time', 'Ik heb er geen tijd voor.'), ('mind', 'Ik heb mij bedacht.'), ('moving', 'Ik ga verhuizen.'), ('other', 'Een andere reden.'), ('weather', 'Het weer is te slecht.'), ('illness', 'Er is iemand ziek.'), ('asbestos', 'Er ligt misschien asbest.'), ('delivery', 'Er is iets niet geleverd.'), ('time_over', 'Het werk is niet op tijd klaar.'), ('not_good', 'Het werk is na het herstellen nog niet goed.'), ('unsafe', 'Het werk is niet veilig.'), ('cannot', 'De huurder kan niet verder.'), ('breach', 'De afspraken zijn niet nagekomen.'), ('lease_ends', 'De huur stopt.'), ('own_works', 'Wij slopen, verkopen of verbouwen zelf.'), ('together', 'Huurder en corporatie besloten dit samen.'), ('cooling_off', 'De huurder heeft zich bedacht binnen de bedenktijd.')], max_length=12)),
                ('question', models.CharField(blank=True, max_length=500)),
                ('ready_note', models.CharField(blank=True, max_length=1000)),
                ('inspect_before', models.DateField(null=True)),
                ('repair_before', models.DateField(null=True)),
                ('repaired_at', models.DateTimeField(null=True)),
                ('accepted_on', models.DateField(null=True)),
                ('rewarded_on', models.DateField(null=True)),
                ('reward_from', models.DateField(null=True)),
                ('version_reason', models.CharField(blank=True, choices=[('dates', 'De dagen om te werken zijn anders.'), ('amounts', 'De bedragen zijn anders.'), ('parties', 'De huurders van de woning zijn anders.'), ('mistake', 'Er stond iets fout in de tekst.')], max_length=10)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='jobs.application')),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
                ('quote', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='agreements.quote')),
            ],
            options={
                'verbose_name': 'overeenkomst',
                'verbose_name_plural': 'overeenkomsten',
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('kind', models.CharField(choices=[('sign', 'Tekenen'), ('start', 'Beginnen met de klus'), ('finish', 'Op tijd klaar zijn')], max_length=20)),
                ('due_on', models.DateField()),
                ('status', models.CharField(choices=[('waiting', 'komt nog'), ('sent', 'verstuurd'), ('skipped', 'niet meer nodig'), ('missed', 'niet verstuurd: het was te laat')], default='waiting', max_length=10)),
                ('decided_at', models.DateTimeField(null=True)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='agreements.agreement')),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
            ],
        ),
        migrations.CreateModel(
            name='RentChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('amount', models.DecimalField(decimal_places=2, max_digits=10)),
                ('reason', models.CharField(choices=[('agreed', 'volgens de overeenkomst'), ('rate', 'de huurverhoging is anders dan aangenomen'), ('mistake', 'er stond iets fout'), ('ended', 'de huur is gestopt')], default='agreed', max_length=10)),
                ('replaced_at', models.DateTimeField(null=True)),
                ('ledger_account', models.CharField(blank=True, max_length=20)),
                ('cost_centre', models.CharField(blank=True, max_length=20)),
                ('vat_code', models.CharField(blank=True, max_length=10)),
                ('made_at', models.DateTimeField()),
                ('kind', models.CharField(choices=[('discount', 'Huurkorting'), ('skip', 'Overgeslagen huurverhoging'), ('freeze', 'Bevroren huur'), ('one_off', 'Eén keer geld'), ('remainder', 'De rest, in één keer'), ('buy_off', 'Afkoop bij verhuizen')], max_length=10)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rent_changes', to='agreements.agreement')),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
                ('corrects', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='agreements.rentchange')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.staffmember')),
            ],
            options={
                'ordering': ['starts_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RentRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('form', models.CharField(choices=[('one_off', 'Eén keer geld'), ('discount', 'Korting op de huur'), ('skip', 'Eén huurverhoging overslaan'), ('freeze', 'De huur bevriezen')], max_length=12)),
                ('months', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('text_sha256', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rent_requests', to='agreements.agreement')),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.leaseparty')),
            ],
            options={
                'ordering': ['made_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('text_sha256', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=100)),
                ('way', models.CharField(max_length=20)),
                ('signed_at', models.DateTimeField()),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='agreements.agreement')),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.staffmember')),
                ('party', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.leaseparty')),
            ],
            options={
                'ordering': ['signed_at'],
            },
        ),
        migrations.CreateModel(
            name='SigningCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text_sha256', models.CharField(max_length=64)),
                ('code_hash', models.CharField(max_length=64)),
                ('expires_at', models.DateTimeField()),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('used_at', models.DateTimeField(null=True)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='agreements.agreement')),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('terms_sha256', models.CharField(max_length=64)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=10)),
                ('mandate', models.DecimalField(decimal_places=2, max_digits=10)),
                ('made_at', models.DateTimeField()),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='agreements.agreement')),
                ('approver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.staffmember')),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('agreement', 'approver', 'terms_sha256'), name='approval_once'), models.CheckConstraint(condition=models.Q(('amount__lte', models.F('mandate'))), name='approval_within_the_mandate')],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(max_length=20)),
                ('file', models.FileField(max_length=200, upload_to='')),
                ('rendered_sha256', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='agreements.agreement')),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('agreement', 'version', 'kind'), name='document_once')],
            },
        ),
        migrations.CreateModel(
            name='Inspection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField()),
                ('visited_on', models.DateField()),
                ('result', models.CharField(choices=[('passed', 'Het werk is goed'), ('repair', 'Er moet nog iets hersteld worden')], max_length=8)),
                ('note', models.CharField(blank=True, max_length=1000)),
                ('repair_before', models.DateField(null=True)),
                ('made_at', models.DateTimeField()),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='agreements.agreement')),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
                ('inspector', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.staffmember')),
            ],
            options={
                'ordering': ['round'],
                'constraints': [models.UniqueConstraint(fields=('agreement', 'round'), name='inspection_round_once'), models.CheckConstraint(condition=models.Q(models.Q(('repair_before', None), ('result', 'passed')), models.Q(('repair_before__gt', models.F('visited_on')), ('result', 'repair'), models.Q(('note', ''), _negated=True)), _connector='OR'), name='inspection_repair_with_a_term_and_a_note')],
            },
        ),
        migrations.CreateModel(
            name='OfferedText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('version', models.PositiveSmallIntegerField()),
                ('form', models.CharField(choices=[('one_off', 'Eén keer geld'), ('discount', 'Korting op de huur'), ('skip', 'Eén huurverhoging overslaan'), ('freeze', 'De huur bevriezen')], max_length=12)),
                ('months', models.PositiveSmallIntegerField(null=True)),
                ('text', models.TextField()),
                ('text_sha256', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offered_texts', to='agreements.agreement')),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('agreement', 'number'), name='offered_text_number_once'), models.UniqueConstraint(fields=('agreement', 'text_sha256'), name='offered_text_once')],
            },
        ),
        migrations.CreateModel(
            name='Payout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('amount', models.DecimalField(decimal_places=2, max_digits=10)),
                ('reason', models.CharField(choices=[('agreed', 'volgens de overeenkomst'), ('rate', 'de huurverhoging is anders dan aangenomen'), ('mistake', 'er stond iets fout'), ('ended', 'de huur is gestopt')], default='agreed', max_length=10)),
                ('replaced_at', models.DateTimeField(null=True)),
                ('ledger_account', models.CharField(blank=True, max_length=20)),
                ('cost_centre', models.CharField(blank=True, max_length=20)),
                ('vat_code', models.CharField(blank=True, max_length=10)),
                ('made_at', models.DateTimeField()),
                ('kind', models.CharField(choices=[('discount', 'Huurkorting'), ('skip', 'Overgeslagen huurverhoging'), ('freeze', 'Bevroren huur'), ('one_off', 'Eén keer geld'), ('remainder', 'De rest, in één keer'), ('buy_off', 'Afkoop bij verhuizen')], max_length=10)),
                ('due_on', models.DateField()),
                ('paid_on', models.DateField(null=True)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payouts', to='agreements.agreement')),
                ('corporation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.corporation')),
                ('corrects', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='agreements.payout')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.staffmember')),
                ('to_party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='corporations.leaseparty')),
            ],
            options={
                'ordering': ['due_on', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('agreement', 'number'), name='payout_number_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['one_off', 'remainder', 'buy_off'])), name='payout_kind'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='payout_amount_positive'), models.UniqueConstraint(condition=models.Q(('replaced_at', None)), fields=('agreement', 'kind'), name='payout_kind_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='quote',
            constraint=models.UniqueConstraint(fields=('application', 'version'), name='quote_version_once'),
        ),
        migrations.AddConstraint(
            model_name='quote',
            constraint=models.CheckConstraint(condition=models.Q(('reward__gt', 0)), name='quote_reward_is_positive'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['declined', 'expired', 'terminated']), _negated=True), fields=('application',), name='agreement_one_open_a_case'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('works_until__gte', models.F('works_from'))), name='agreement_works_in_order'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['accepted', 'rewarding', 'finished']), _negated=True), ('accepted_on__isnull', False), _connector='OR'), name='agreement_accepted_on_a_day'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rewarded_on', None), models.Q(('accepted_on__isnull', False), ('rewarded_on__gte', models.F('accepted_on'))), _connector='OR'), models.Q(('reward_from', None), models.Q(('accepted_on__isnull', False), ('reward_from__gt', models.F('accepted_on'))), _connector='OR')), name='agreement_reward_after_acceptance'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('status', 'rewarding'), _negated=True), ('reward_from__isnull', False), _connector='OR'), models.Q(models.Q(('status', 'finished'), _negated=True), ('rewarded_on__isnull', False), ('reward_from__isnull', False), _connector='OR')), name='agreement_finished_with_a_reward'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['taken_over', 'terminated']), _negated=True), models.Q(('ground', ''), _negated=True), _connector='OR'), name='agreement_ends_with_a_ground'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['drafted', 'approval', 'approved', 'declined']), models.Q(('offered_at__isnull', False), ('sign_before__isnull', False), models.Q(models.Q(('text_sha256', ''), _negated=True), models.Q(('form', ''), ('status__in', ['offered', 'expired'])), _connector='OR')), _connector='OR'), name='agreement_has_a_text_when_offered'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('form__in', ('discount', 'skip', 'freeze')), ('months__isnull', False), ('months__range', (1, 36))), models.Q(models.Q(('form__in', ('discount', 'skip', 'freeze')), _negated=True), ('months', None)), _connector='OR'), name='agreement_months_of_a_lower_rent'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(fields=('agreement', 'version', 'kind', 'due_on'), name='reminder_once'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('status', 'waiting')), models.Q(models.Q(('status', 'waiting'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='reminder_decided_or_waiting'),
        ),
        migrations.AddConstraint(
            model_name='rentchange',
            constraint=models.UniqueConstraint(fields=('agreement', 'number'), name='rent_change_number_once'),
        ),
        migrations.AddConstraint(
            model_name='rentchange',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['discount', 'skip', 'freeze'])), name='rent_change_kind'),
        ),
        migrations.AddConstraint(
            model_name='rentchange',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='rent_change_amount_positive'),
        ),
        migrations.AddConstraint(
            model_name='rentchange',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__day', 1), ('ends_on__gte', models.F('starts_on')), ('starts_on__day', 1)), name='rent_change_whole_months'),
        ),
        migrations.AddConstraint(
            model_name='rentchange',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('replaced_at', None)), expressions=[(models.Func(models.F('agreement'), models.F('agreement'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('starts_on'), models.F('ends_on'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='rent_change_once_a_month'),
        ),
        migrations.AddConstraint(
            model_name='rentrequest',
            constraint=models.CheckConstraint(condition=models.Q(('form__in', ['discount', 'skip', 'freeze'])), name='request_lowers_the_rent'),
        ),
        migrations.AddConstraint(
            model_name='rentrequest',
            constraint=models.UniqueConstraint(fields=('agreement', 'text_sha256'), name='request_text_once'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('member', None), ('party__isnull', False)), models.Q(('member__isnull', False), ('party', None)), _connector='OR'), name='signature_of_one_side'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(('text_sha256', ''), _negated=True), name='signature_of_a_text'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(condition=models.Q(('party__isnull', False)), fields=('agreement', 'version', 'text_sha256', 'party'), name='signature_party_once'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(condition=models.Q(('member__isnull', False)), fields=('agreement', 'version', 'text_sha256'), name='signature_corporation_once'),
        ),
    ]
