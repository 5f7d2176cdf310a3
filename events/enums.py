"""Choices of the events app; their labels are the editor's words and, in English, the schema's descriptions."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EventKind(TextChoices):
    """What sort of event a page is about; the page's type decides."""

    ACTIVITY = "activity", _("Activity")
    CONFERENCE = "conference", _("Conference")


class EventPeriod(TextChoices):
    """Which events a list holds, seen from now.

    UPCOMING: Events that are ahead or ongoing, the soonest first.
    PAST: Events that are over, the latest first.
    ALL: Events ahead, ongoing and over.
    """

    UPCOMING = "upcoming", _("Upcoming and ongoing")
    PAST = "past", _("Past")
    ALL = "all", _("All")


class EventPhase(TextChoices):
    """How far an event has come, from announced to summarised; computed from its occasions, never entered.

    ANNOUNCED: The next occasion's registration has not opened, or it needs none.
    REGISTRATION_OPEN: One can register for the next occasion.
    LAST_DAYS: One can register for the next occasion for a few days more.
    EXTENDED: The next occasion's first deadline has passed, but a later one has been set: one can still register.
    FULL: No seats are left at the next occasion.
    REGISTRATION_CLOSED: One can no longer register for the next occasion, which is still ahead.
    ONGOING: An occasion has begun and is not over.
    PAST: All occasions are over, and no summary is published.
    SUMMARISED: All occasions are over, and a summary of the conference is published.
    CANCELLED: All occasions are cancelled.
    """

    ANNOUNCED = "announced", _("Announced, registration not open or not needed")
    REGISTRATION_OPEN = "registration_open", _("Registration open")
    LAST_DAYS = "last_days", _("Last days to register")
    EXTENDED = "extended", _("Registration extended")
    FULL = "full", _("Full")
    REGISTRATION_CLOSED = "registration_closed", _("Registration closed")
    ONGOING = "ongoing", _("Ongoing")
    PAST = "past", _("Past")
    SUMMARISED = "summarised", _("Past and summarised")
    CANCELLED = "cancelled", pgettext_lazy("event", "Cancelled")


class EventAttendance(TextChoices):
    """How one takes part."""

    ON_SITE = "on_site", _("On site")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("On site and online")


class OccasionKind(TextChoices):
    """What sort of gathering an occasion is."""

    MEETING = "meeting", _("Meeting")
    PRE_MEETING = "pre_meeting", _("Pre-meeting")
    DIALOGUE = "dialogue", _("Dialogue meeting")
    CONFERENCE = "conference", _("Conference")
    WORKSHOP = "workshop", _("Workshop")
    LECTURE = "lecture", _("Lecture")
    COURSE = "course", _("Course")
    OTHER = "other", _("Other")


class OccasionStatus(TextChoices):
    """What the organiser says about an occasion; dates alone decide the rest."""

    PLANNED = "planned", _("As planned")
    OPEN = "open", _("Registration opened ahead of its date")
    FULL = "full", _("Full")
    MOVED = "moved", _("Moved to a new time or place")
    CANCELLED = "cancelled", pgettext_lazy("event", "Cancelled")


class RegistrationStatus(TextChoices):
    """Whether one can register for an occasion right now; computed from its dates and seats.

    NOT_REQUIRED: One need not register.
    NOT_OPEN: Registration opens later.
    OPEN: One can register now.
    FULL: No seats are left.
    CLOSED: The deadline has passed or the occasion has begun.
    CANCELLED: The occasion is cancelled.
    """

    NOT_REQUIRED = "not_required", _("No registration needed")
    NOT_OPEN = "not_open", _("Not open yet")
    OPEN = "open", _("Open")
    FULL = "full", _("Full")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("The occasion is cancelled")


class ProgrammeItemKind(TextChoices):
    """What happens during an item of a programme."""

    REGISTRATION = "registration", pgettext_lazy("programme", "Registration")
    WELCOME = "welcome", _("Welcome")
    TALK = "talk", _("Talk")
    PANEL = "panel", _("Panel")
    GROUP_TALK = "group_talk", _("Group talks")
    BREAK = "break", _("Break")
    MINGLING = "mingling", _("Mingling")
    CLOSING = "closing", _("Closing")
    OTHER = "other", _("Other")


class ChangedField(TextChoices):
    """What of an event changed between two publications."""

    DATE = "date", _("Start or end of an occasion")
    PLACE = "place", _("Place or online platform of an occasion")
    ATTENDANCE = "attendance", _("How one takes part in an occasion")
    DEADLINE = "deadline", _("Deadline to register for an occasion")
    STATUS = "status", _("Status of an occasion, for example cancelled or moved")
    PROGRAMME = "programme", _("Programme of an occasion")
    OCCASION_ADDED = "occasion_added", _("A new occasion")
    OCCASION_REMOVED = "occasion_removed", _("An occasion that was taken away")
