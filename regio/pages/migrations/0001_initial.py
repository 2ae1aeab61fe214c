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
            name="Page",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("owner_kind", models.CharField(max_length=30)),
                ("owner_key", models.CharField(max_length=64)),
                ("kind", models.CharField(choices=[("page", "Page"), ("news", "News")], default="page", max_length=10)),
                ("slug", models.SlugField(max_length=80)),
                ("title", models.CharField(max_length=160)),
                ("blocks", models.JSONField(default=list)),
                ("draft", models.JSONField(null=True)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("published_at", models.DateTimeField(null=True)),
                ("hidden_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("published_at__isnull", False)),
                        fields=["owner_kind", "owner_key", "kind", "-published_at"],
                        name="page_of_owner",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("owner_kind", "owner_key", "slug"), name="page_address_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PageVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=160)),
                ("blocks", models.JSONField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="pages.page"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("page", "number"), name="page_version_once")],
            },
        ),
    ]
