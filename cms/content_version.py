"""Which content an answer was made of, and until when that stays true by the clock.

The version is a number in the database that triggers change with whatever a visitor may see (``cms.triggers``).
"""

import datetime as dt
import threading
from contextvars import ContextVar
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.models import Min
from django.utils import timezone
from wagtail import hooks
from wagtail.models import DraftStateMixin

from cms.commits import HEADER_BYTES, commit_index

READ = "SELECT number FROM cms_contentversion"

answering_for: ContextVar[int | None] = ContextVar("answering_for", default=None)
"""The version that was read before the request that is being answered; ``None`` where none was."""

_own = threading.local()


def content_version() -> int | None:
    """Return the version that is committed now, or ``None`` if there is none or the database does not answer.

    It is read on a connection that this thread has for nothing else, which Django's requests neither close nor hold a
    transaction on. One that has broken is replaced. SQLite is asked again only if anything was committed since.
    """
    index: Any = getattr(_own, "index", None)
    if index and index[:HEADER_BYTES] == _own.header:
        version: int = _own.version
        return version
    connection: Any = getattr(_own, "connection", None)
    while True:
        is_new = connection is None
        if is_new:
            connection = _own.connection = connections.create_connection(DEFAULT_DB_ALIAS)
        try:
            if is_new:
                connection.connect()
                # A database has its index from the first statement on.
                connection.connection.execute(READ).fetchone()
                _own.index = commit_index(connection)
            index = _own.index
            header = index and index[:HEADER_BYTES]
            row = connection.connection.execute(READ).fetchone()
        except (DatabaseError, connection.Database.Error):
            close_connection()
            if is_new:
                return None
            connection = None
        else:
            break
    # What was committed while it was read is in the header that the next request finds.
    _own.header, _own.version = (header, row[0]) if row else (None, None)
    return _own.version


def close_connection() -> None:
    """Close this thread's connection; the next reading opens another."""
    connection = _own.__dict__.pop("connection", None)
    _own.__dict__.clear()
    if connection:
        connection.close()


def next_change(now: dt.datetime) -> dt.datetime:
    """Return the next instant at which something public may change by itself, at the latest the next midnight.

    Apps register functions for the hook ``register_next_change``: each takes an instant and returns the first later one
    at which something of its app changes, or ``None``. What changes with the date needs none.

    Args:
        now: the instant after which to look.
    """
    local = timezone.localtime(now, timezone.get_default_timezone())
    midnight = dt.datetime.combine(local.date() + dt.timedelta(days=1), dt.time.min, tzinfo=local.tzinfo)
    found = [change for function in hooks.get_hooks("register_next_change") if (change := function(now))]
    return min(instant.astimezone(dt.UTC) for instant in (midnight, *found))


def next_expiry(now: dt.datetime) -> dt.datetime | None:
    """Return when the next page or snippet expires; one statement for each model with a draft state."""
    expiries = [
        model._default_manager.filter(live=True, expire_at__gt=now).aggregate(next=Min("expire_at"))["next"]
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and model._meta.get_field("expire_at") in model._meta.local_fields
    ]
    return min(filter(None, expiries), default=None)
