from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(model_name="file", name="dropped_at", field=models.DateTimeField(null=True)),
        migrations.RemoveIndex(model_name="file", name="file_of_person"),
        migrations.AddIndex(
            model_name="file", index=models.Index(fields=["uploaded_by", "created_at"], name="file_by_person")
        ),
        migrations.AddIndex(
            model_name="file",
            index=models.Index(condition=models.Q(("state", "waiting")), fields=["created_at"], name="file_waiting"),
        ),
        migrations.AddIndex(
            model_name="file",
            index=models.Index(
                condition=models.Q(("dropped_at__isnull", False)), fields=["dropped_at"], name="file_dropped"
            ),
        ),
    ]
