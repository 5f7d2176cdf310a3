"""What changed from one publication of an event to the next."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.graphql.words import GraphQLDateTime, GraphQLEnum, GraphQLForeignKey, GraphQLID, GraphQLString
from cms.peers import load_list, related
from events.changes import PublishedOccasion
from events.enums import ChangedField
from events.facts import facts_of
from events.models.occasions import Occasion
from events.querysets import EventChangeQuerySet


class EventChange(models.Model):
    """A change of an event that visitors should know of.

    It is no part of the page's drafts: no revision rolls it back, and a copy of the page starts without changes.
    """

    event = models.ForeignKey("events.EventPage", on_delete=models.CASCADE, related_name="changes")
    occasion = models.ForeignKey(
        Occasion, verbose_name=_("occasion"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    field = models.CharField(_("what changed"), max_length=20, choices=ChangedField)
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)
    changed_at = models.DateTimeField(_("published"))
    is_shown = models.BooleanField(_("show to visitors"), default=True)
    copy_of = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="copies")

    objects: ClassVar[Any] = EventChangeQuerySet.as_manager()

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLID("id", description="Identifies the change.", required=True),
        GraphQLDateTime("changed_at", description="When the change was published.", required=True),
        GraphQLForeignKey(
            "occasion",
            "events.Occasion",
            source="present_occasion",
            description="The occasion that changed; null if it was taken away.",
        ),
        GraphQLEnum("field", ChangedField, description="What of the event or the occasion changed.", required=True),
        GraphQLString(
            "before",
            description="What it was; empty if nothing. A deadline is an instant in ISO 8601, a date is two with a "
            "slash between, or the start alone if the end was not decided. Attendance and status are values of their "
            "enums. A programme is the items that were taken away or changed, a line each. An occasion is its date and "
            "title.",
            required=True,
        ),
        GraphQLString("after", description="What it is now, written as before is; empty if nothing.", required=True),
    ]

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering: ClassVar[list[str]] = ["-changed_at", "pk"]
        default_permissions: ClassVar[list[str]] = []
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["event", "-changed_at"], name="eventchange_by_event")
        ]

    def __str__(self) -> str:
        return f"{self.changed_at:%Y-%m-%d} {self.get_field_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        self.copies.update(is_shown=self.is_shown)

    @property
    def present_occasion(self) -> Occasion | None:
        """The occasion among those of the event as it is read: a preview has its own."""
        occasions = related(self.event, "occasions")
        return next((each for each in occasions if self.occasion_id and each.pk == self.occasion_id), None)


class PublishedFacts(models.Model):
    """What of an event was published last, to compare the next publication with; drafts leave it alone."""

    event = models.OneToOneField("events.EventPage", on_delete=models.CASCADE, primary_key=True, related_name="+")
    occasions = models.JSONField(default=list)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("published facts")
        verbose_name_plural = _("published facts")
        default_permissions: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return f"{self.event_id}"


def facts_in_database(event_id: int) -> list[PublishedOccasion]:
    """Return the occasions of an event as they stand in the database, in order."""
    return [facts_of(occasion) for occasion in load_list(Occasion.objects.filter(event_id=event_id))]
