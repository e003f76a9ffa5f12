from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='File',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('corporation_id', models.IntegerField()),
                ('owner', models.CharField(max_length=60)),
                ('owner_id', models.BigIntegerField()),
                ('kind', models.CharField(max_length=20)),
                ('audience', models.CharField(choices=[('staff', 'Staff'), ('everybody', 'Everybody')], max_length=10)),
                ('name', models.CharField(max_length=120)),
                ('path', models.CharField(max_length=200)),
                ('media_type', models.CharField(max_length=40)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('is_sent', models.BooleanField()),
                ('made_at', models.DateTimeField()),
                ('made_by', models.BigIntegerField(null=True)),
                ('removed_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['owner', 'owner_id'], name='file_by_owner')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('path',), name='file_path_once'), models.CheckConstraint(condition=models.Q(('media_type__in', ['application/pdf', 'image/jpeg', 'image/png', 'image/webp', 'image/heic'])), name='file_of_a_known_type'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='file_has_a_hash'), models.CheckConstraint(condition=models.Q(('is_sent', False), ('made_by__isnull', False), _connector='OR'), name='file_sent_by_somebody')],
            },
        ),
    ]
