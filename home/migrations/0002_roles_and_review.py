from django.db import migrations

from home.roles import establish_roles


class Migration(migrations.Migration):
    """The groups of communicators, reviewers and administrators, and the review of pages (home/roles.py)."""

    dependencies = [
        ("home", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        # These make permissions of their own and fail on one that is there already.
        ("simple_translation", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtaildocs", "0011_add_choose_permissions"),
        ("wagtailimages", "0023_add_choose_permissions"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        # Going back leaves the groups: people are in them.
        migrations.RunPython(lambda apps, schema_editor: establish_roles(apps), migrations.RunPython.noop),
    ]
