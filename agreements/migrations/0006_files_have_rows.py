import django.db.models.deletion
from django.core.files.storage import default_storage
from django.db import migrations, models

from klushuur.ground.scope import scope


def move(apps, schema_editor):
    """Each document's file gets its row, with the hash that was recorded; what can't be read is found by `verify_files`."""
    File, Document = apps.get_model("files", "File"), apps.get_model("agreements", "Document")
    for corporation in apps.get_model("corporations", "Corporation").objects.order_by("pk"):
        with scope.of(corporation.pk):
            for document in Document.objects.select_related("agreement__application").order_by("pk"):
                path, case = document.file.name, document.agreement.application
                document.kept = File.objects.create(
                    corporation_id=corporation.pk,
                    owner="agreements.Agreement",
                    owner_id=document.agreement_id,
                    kind=document.kind,
                    audience="everybody",
                    name=f"overeenkomst-KH-{case.begun_at.year}-{case.pk:06}.pdf",
                    path=path,
                    media_type="application/pdf",
                    size=default_storage.size(path) if default_storage.exists(path) else 0,
                    sha256=document.rendered_sha256,
                    is_sent=False,
                    made_at=document.made_at,
                )
                document.save(update_fields=["kept"])
    # or PostgreSQL refuses to change a table with rows that are still to be looked at
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [("agreements", "0005_job_types_are_data"), ("corporations", "0003_forms_are_files"), ("files", "0002_guards")]

    operations = [
        migrations.AddField(
            model_name="document",
            name="kept",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.file"
            ),
        ),
        migrations.RunPython(move),
        migrations.RemoveField(model_name="document", name="rendered_sha256"),
        migrations.RemoveField(model_name="document", name="file"),
        migrations.RenameField(model_name="document", old_name="kept", new_name="file"),
        migrations.AlterField(
            model_name="document",
            name="file",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.file"
            ),
        ),
    ]
