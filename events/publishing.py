"""Records changes whenever an event is published: from the admin, a workflow, a schedule or code."""

from typing import Any

from django.db import transaction
from django.db.models.signals import pre_save
from django.utils import timezone, translation
from wagtail.signals import page_published

from events.changes import differences
from events.models import EventChange, EventPage, Occasion, PublishedFacts
from events.models.changes import facts_in_database


def connect() -> None:
    """Listen to the signals of publication."""
    pre_save.connect(_remember_what_is_live, dispatch_uid="events.remember_what_is_live")
    page_published.connect(_record_changes, dispatch_uid="events.record_changes")


def _remember_what_is_live(sender: Any, instance: Any, raw: bool, update_fields: Any, **_kwargs: Any) -> None:
    """Before an event that was live before changes were recorded is overwritten, note what visitors see."""
    if not isinstance(instance, EventPage) or raw or update_fields is not None:
        return
    if not instance.pk or instance.alias_of_id:
        return
    live = EventPage.objects.filter(pk=instance.pk, live=True)
    if live.exists() and not PublishedFacts.objects.filter(event_id=instance.pk).exists():
        PublishedFacts.objects.get_or_create(
            event_id=instance.pk, defaults={"occasions": facts_in_database(instance.pk)}
        )


def _record_changes(sender: Any, instance: Any, **_kwargs: Any) -> None:
    """Compare what is published with what was published last; a publication that is only scheduled waits."""
    if not isinstance(instance, EventPage) or not instance.live:
        return
    with transaction.atomic():
        if instance.alias_of_id:
            _say_what_the_source_says(instance)
            return
        after = facts_in_database(instance.pk)
        last, is_first = PublishedFacts.objects.select_for_update().get_or_create(
            event_id=instance.pk, defaults={"occasions": after}
        )
        if is_first:
            return
        with translation.override(instance.locale.language_code):
            changes = differences(last.occasions, after)
        changed_at = instance.last_published_at or timezone.now()
        EventChange.objects.bulk_create(
            EventChange(
                event_id=instance.pk,
                occasion_id=change.occasion,
                field=change.field,
                before=change.before,
                after=change.after,
                changed_at=changed_at,
            )
            for change in changes
        )
        last.occasions = after
        last.save()


def _say_what_the_source_says(alias: EventPage) -> None:
    """Give an alias the changes of its source; its occasions are new rows after each publication, in the same order."""
    own = Occasion.objects.filter(event_id=alias.pk).values_list("pk", flat=True)
    theirs = Occasion.objects.filter(event_id=alias.alias_of_id).values_list("pk", flat=True)
    occasion_of = dict(zip(theirs, own, strict=False))
    EventChange.objects.filter(event_id=alias.pk).delete()
    EventChange.objects.bulk_create(
        EventChange(
            event_id=alias.pk,
            occasion_id=occasion_of.get(change.occasion_id),
            field=change.field,
            before=change.before,
            after=change.after,
            changed_at=change.changed_at,
            is_shown=change.is_shown,
            copy_of_id=change.copy_of_id or change.pk,
        )
        for change in EventChange.objects.filter(event_id=alias.alias_of_id)
    )
