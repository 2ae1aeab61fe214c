import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="File",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("owner_kind", models.CharField(max_length=60)),
                ("owner_key", models.CharField(max_length=64)),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("photo", "Photo"),
                            ("logo", "Logo"),
                            ("crest", "Coat of arms"),
                            ("document", "Document"),
                            ("evidence", "Evidence"),
                            ("page", "Picture or file of a page"),
                        ],
                        max_length=10,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("alt", models.CharField(blank=True, max_length=200)),
                ("name", models.CharField(max_length=160)),
                ("media_type", models.CharField(max_length=80)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("width", models.PositiveSmallIntegerField(null=True)),
                ("height", models.PositiveSmallIntegerField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Being prepared"), ("ready", "Ready"), ("refused", "Refused")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("refusal", models.CharField(blank=True, max_length=200)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["owner_kind", "owner_key", "purpose", "position"], name="file_of_owner"),
                    models.Index(fields=["uploaded_by"], name="file_of_person"),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("size__lte", 12582912)), name="file_is_not_huge")
                ],
            },
        ),
    ]
