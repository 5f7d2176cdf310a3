"""Triggers of the database that give the content a new version whenever something changes that a visitor may see.

They do it in the very transaction that changes the content, so both become visible at one instant, whoever writes and
by whatever means, a bulk statement or another program included. Signals of Django know of neither, and come after the
commit. ``docs/adr/0012-answers-come-from-memory.md`` says more.

Every model counts but those named here, so that one that is forgotten costs time and not truth.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from wagtail.models import DraftStateMixin, LockableMixin, Page, RevisionMixin

from cms.models import ContentVersion

INVISIBLE_APPS = frozenset(
    {
        "admin",
        "auth",
        "contenttypes",
        "django_tasks_database",
        "otp_static",
        "otp_totp",
        "sessions",
        "simple_translation",
        "wagtail_headless_preview",
        "wagtailadmin",
        "wagtailusers",
    }
)
"""Apps of whose tables no visitor sees anything."""

INVISIBLE_MODELS = frozenset(
    {
        "cms.ContentVersion",
        "cms.LintCount",
        "cms.PreviewLink",
        "events.PublishedFacts",
        "wagtailcore.APIToken",
        "wagtailcore.Comment",
        "wagtailcore.CommentReply",
        "wagtailcore.GroupApprovalTask",
        "wagtailcore.GroupApprovalTask_groups",
        "wagtailcore.GroupCollectionPermission",
        "wagtailcore.GroupPagePermission",
        "wagtailcore.GroupSitePermission",
        "wagtailcore.ModelLogEntry",
        "wagtailcore.PageLogEntry",
        "wagtailcore.PageSubscription",
        "wagtailcore.ReferenceIndex",
        "wagtailcore.Revision",
        "wagtailcore.Task",
        "wagtailcore.TaskState",
        "wagtailcore.UploadedFile",
        "wagtailcore.Workflow",
        "wagtailcore.WorkflowContentType",
        "wagtailcore.WorkflowPage",
        "wagtailcore.WorkflowState",
        "wagtailcore.WorkflowTask",
        # A virtual table, which can have no triggers; wagtailsearch.IndexEntry changes with it.
        "wagtailsearch.SQLiteFTSIndexEntry",
    }
)
"""Models of other apps of whose tables no visitor sees anything: drafts, and how editors work on them."""

INVISIBLE_FIELDS: dict[type[models.Model], frozenset[str]] = {
    Page: frozenset({"draft_title", "latest_revision_created_at"}),
    DraftStateMixin: frozenset({"has_unpublished_changes"}),
    LockableMixin: frozenset({"locked", "locked_at", "locked_by"}),
    RevisionMixin: frozenset({"latest_revision"}),
}
"""Fields that change with a draft or a lock alone."""

PREFIX = "cms_content_"


def visible_models() -> Iterator[tuple[type[models.Model], list[str]]]:
    """Yield the models whose tables hold what a visitor may see, with the columns in which it stands."""
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if not meta.managed or meta.proxy or meta.app_label in INVISIBLE_APPS or meta.label in INVISIBLE_MODELS:
            continue
        invisible = {name for base, names in INVISIBLE_FIELDS.items() if issubclass(model, base) for name in names}
        yield model, [str(field.column) for field in meta.local_concrete_fields if field.name not in invisible]


def remove_triggers(using: str = DEFAULT_DB_ALIAS, **_options: Any) -> None:
    """Take the triggers and the version away: until both are there again, nothing is kept.

    Before migrations, which change the tables: SQLite makes some anew and loses their triggers, and PostgreSQL changes
    no table that triggers still wait for.
    """
    connection = connections[using]
    with transaction.atomic(using), connection.cursor() as cursor:
        if ContentVersion._meta.db_table in connection.introspection.table_names(cursor):
            cursor.execute("DELETE FROM cms_contentversion")
        cursor.execute(DIALECTS[connection.vendor].TRIGGERS, [f"{PREFIX}%"])
        for name, table in cursor.fetchall():
            on_table = f" ON {connection.ops.quote_name(table)}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}{on_table}")


def install_triggers(using: str = DEFAULT_DB_ALIAS, **_options: Any) -> None:
    """Make the triggers for the tables as they are, and a new version; after migrations, if all have run."""
    connection = connections[using]
    dialect = DIALECTS[connection.vendor]
    quote = connection.ops.quote_name
    with transaction.atomic(using), connection.cursor() as cursor:
        remove_triggers(using)
        if not _is_migrated(connection, cursor):
            return
        cursor.execute(dialect.FUNCTION)
        for model, columns in visible_models():
            old, new = (", ".join(f"{row}.{quote(column)}" for column in columns) for row in ("OLD", "NEW"))
            for event, condition in (
                ("INSERT", ""),
                ("DELETE", ""),
                ("UPDATE", dialect.CHANGED.format(old=old, new=new)),
            ):
                cursor.execute(
                    dialect.TRIGGER.format(
                        name=quote(f"{PREFIX}{event.lower()}_{model._meta.db_table}"),
                        event=event,
                        table=quote(model._meta.db_table),
                        condition=condition,
                    )
                )
        cursor.execute(dialect.FIRST)


def _is_migrated(connection: Any, cursor: Any) -> bool:
    """Return whether the database has all tables and columns of the models that count."""
    tables = set(connection.introspection.table_names(cursor))
    required: list[tuple[type[models.Model], list[str]]] = [(ContentVersion, ["number"]), *visible_models()]
    for model, columns in required:
        table = model._meta.db_table
        if table not in tables:
            return False
        if not {*columns} <= {column.name for column in connection.introspection.get_table_description(cursor, table)}:
            return False
    return True


class SQLite:
    """The triggers in SQLite's words; one transaction writes at a time, so the row is changed at once."""

    TRIGGERS = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
    FUNCTION = "SELECT 1"
    FIRST = "INSERT INTO cms_contentversion (number) VALUES (random())"
    TRIGGER = (
        "CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW {condition} "
        "BEGIN UPDATE cms_contentversion SET number = random(); END"
    )
    CHANGED = "WHEN ({old}) IS NOT ({new})"


class PostgreSQL:
    """The triggers in PostgreSQL's words.

    They wait for the commit: the row, which all writers change, is locked for its length alone, after all other locks.
    The number is the transaction's, so that a second row changed by it changes nothing more.
    """

    TRIGGERS = (
        "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE tgname LIKE %s AND relnamespace = current_schema()::regnamespace"
    )
    FUNCTION = """
        CREATE OR REPLACE FUNCTION cms_content_changed() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE this bigint := pg_current_xact_id()::text::bigint;
        BEGIN
            UPDATE cms_contentversion SET number = this WHERE number <> this;
            RETURN NULL;
        END $$
    """
    FIRST = "INSERT INTO cms_contentversion (number) VALUES (pg_current_xact_id()::text::bigint)"
    TRIGGER = (
        "CREATE CONSTRAINT TRIGGER {name} AFTER {event} ON {table} DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW {condition} EXECUTE FUNCTION cms_content_changed()"
    )
    CHANGED = "WHEN (({old}) IS DISTINCT FROM ({new}))"


DIALECTS: dict[str, type[SQLite] | type[PostgreSQL]] = {"sqlite": SQLite, "postgresql": PostgreSQL}
