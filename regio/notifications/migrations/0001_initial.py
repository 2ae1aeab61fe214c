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
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True)),
                ("url", models.CharField(blank=True, max_length=300)),
                ("told_at", models.DateTimeField(auto_now_add=True)),
                ("read_at", models.DateTimeField(null=True)),
                ("mailed_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notices", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "-told_at"], name="notice_of_person"),
                    models.Index(condition=models.Q(("read_at", None)), fields=["person"], name="notice_unread"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url", ""),
                            models.Q(("url__startswith", "/"), models.Q(("url__startswith", "//"), _negated=True)),
                            _connector="OR",
                        ),
                        name="notice_links_stay_here",
                    )
                ],
            },
        ),
    ]
