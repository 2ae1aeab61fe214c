import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0001_initial"),
        ("region", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="page",
            name="day",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="page",
            name="deleted_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="page",
            name="draft_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="page",
            name="draft_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="page",
            name="lead",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="page",
            name="menu_title",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="page",
            name="municipality",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="region.municipality"
            ),
        ),
        migrations.AddField(
            model_name="page",
            name="teaser",
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name="page",
            name="until",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="pageversion",
            name="is_published",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="pageversion",
            name="rest",
            field=models.JSONField(default=dict),
        ),
        migrations.AddIndex(
            model_name="page",
            index=models.Index(
                condition=models.Q(
                    ("deleted_at", None), ("hidden_at", None), ("kind", "news"), ("published_at__isnull", False)
                ),
                fields=["municipality", "-day"],
                name="page_news_of_gemeinde",
            ),
        ),
        migrations.AddIndex(
            model_name="page",
            index=models.Index(
                condition=models.Q(("deleted_at__isnull", False)), fields=["deleted_at"], name="page_deleted"
            ),
        ),
        migrations.AddIndex(
            model_name="pageversion",
            index=models.Index(fields=["by"], name="page_version_of_person"),
        ),
        migrations.AddConstraint(
            model_name="page",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "page"), ("published_at", None), ("day__isnull", False), _connector="OR"),
                name="page_news_have_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="page",
            constraint=models.CheckConstraint(
                condition=models.Q(("day", None), ("until", None), ("until__gte", models.F("day")), _connector="OR"),
                name="page_ends_after_it_began",
            ),
        ),
    ]
