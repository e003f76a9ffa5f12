import django.db.models.deletion
from django.core.files.storage import default_storage
from django.db import migrations, models

from klushuur.ground.scope import scope


def move(apps, schema_editor):
    """Each batch's file gets its row, with the hash that was recorded; also one that was thrown away."""
    File, Batch = apps.get_model("files", "File"), apps.get_model("tenants", "LetterBatch")
    for corporation in apps.get_model("corporations", "Corporation").objects.order_by("pk"):
        with scope.of(corporation.pk):
            for batch in Batch.objects.exclude(file="").order_by("pk"):
                batch.kept = File.objects.create(
                    corporation_id=corporation.pk,
                    owner="tenants.LetterBatch",
                    owner_id=batch.pk,
                    kind="letters",
                    audience="staff",
                    name=f"brieven-{batch.pk}.pdf",
                    path=batch.file,
                    media_type="application/pdf",
                    size=default_storage.size(batch.file) if default_storage.exists(batch.file) else 0,
                    sha256=batch.sha256,
                    is_sent=False,
                    made_at=batch.ready_at or batch.made_at,
                    removed_at=batch.removed_at,
                )
                batch.save(update_fields=["kept"])
    # or PostgreSQL refuses to change a table with rows that are still to be looked at
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [("corporations", "0003_forms_are_files"), ("files", "0002_guards"), ("tenants", "0002_guards")]

    operations = [
        migrations.AddField(
            model_name="letterbatch",
            name="kept",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.file"
            ),
        ),
        migrations.RunPython(move),
        migrations.RemoveConstraint(model_name="letterbatch", name="letter_batch_ready_has_file"),
        migrations.RemoveField(model_name="letterbatch", name="sha256"),
        migrations.RemoveField(model_name="letterbatch", name="file"),
        migrations.RenameField(model_name="letterbatch", old_name="kept", new_name="file"),
        migrations.AddConstraint(
            model_name="letterbatch",
            constraint=models.CheckConstraint(
                condition=~models.Q(status__in=["ready", "removed"])
                | models.Q(file__isnull=False, ready_at__isnull=False),
                name="letter_batch_ready_has_file",
            ),
        ),
    ]
