"""A message can be hidden by a decision of the owner's desk."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("chat", "0002_waiting_and_pace")]

    operations = [migrations.AddField("message", "hidden_at", models.DateTimeField(null=True))]
