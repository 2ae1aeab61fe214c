from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="organisation", name="words", field=models.CharField(blank=True, max_length=400)
        ),
    ]
