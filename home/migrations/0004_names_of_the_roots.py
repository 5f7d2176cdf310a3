from django.db import migrations

from home.roots import name_roots


class Migration(migrations.Migration):
    """The tops of the trees of pages and of collections get names that editors understand (home/roots.py)."""

    dependencies = [
        ("home", "0003_review_day"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        # Going back leaves the names: they are words for people, and nothing reads them.
        migrations.RunPython(lambda apps, schema_editor: name_roots(apps), migrations.RunPython.noop),
    ]
