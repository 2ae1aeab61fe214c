"""Lists of first steps that people put away."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import regio.core.time


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Dismissal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("guide", models.CharField(max_length=40)),
                ("at", models.DateTimeField(default=regio.core.time.now)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("person", "guide"), name="dismissal_once")],
            },
        ),
    ]
