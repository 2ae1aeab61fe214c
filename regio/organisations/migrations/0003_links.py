from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("organisations", "0002_organisation_words"), ("region", "0001_initial")]

    operations = [
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=(Q(website="") | Q(website__regex=r"^https?://"))
                & (Q(source_url="") | Q(source_url__regex=r"^https?://")),
                name="organisation_links_are_web",
            ),
        ),
    ]
