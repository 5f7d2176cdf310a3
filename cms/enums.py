"""Choices that several apps share."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Municipality(TextChoices):
    """A municipality of Halland."""

    FALKENBERG = "falkenberg", "Falkenberg"
    HALMSTAD = "halmstad", "Halmstad"
    HYLTE = "hylte", "Hylte"
    KUNGSBACKA = "kungsbacka", "Kungsbacka"
    LAHOLM = "laholm", "Laholm"
    VARBERG = "varberg", "Varberg"
    OTHER = "other", pgettext_lazy("municipality", "Other")


class Sector(TextChoices):
    """The sector of society that an organisation belongs to."""

    CIVIL_SOCIETY = "civil_society", _("Civil society")
    PUBLIC = "public", _("Public sector")
    BUSINESS = "business", _("Business")
    ACADEMIA = "academia", _("Research and education")
    OTHER = "other", pgettext_lazy("sector", "Other")


class Severity(TextChoices):
    """How loudly a notice speaks.

    INFO: Good to know, for example that registration has been extended.
    WARNING: Changes what a visitor should do, for example a new place.
    CRITICAL: Must not be missed, for example that the event is cancelled.
    """

    INFO = "info", _("Information")
    WARNING = "warning", _("Important")
    CRITICAL = "critical", _("Urgent")


class SocialService(TextChoices):
    """A service for social media."""

    FACEBOOK = "facebook", "Facebook"
    INSTAGRAM = "instagram", "Instagram"
    LINKEDIN = "linkedin", "LinkedIn"
    YOUTUBE = "youtube", "YouTube"
    MASTODON = "mastodon", "Mastodon"
    BLUESKY = "bluesky", "Bluesky"
    X = "x", "X"


class MenuLocation(TextChoices):
    """A menu of the site."""

    MAIN = "main", _("Main menu")
    FOOTER = "footer", _("Footer menu")


class SearchType(TextChoices):
    """What a visitor calls something that a search finds."""

    NEWS = "news", _("News")
    EVENT = "event", _("Event")
    PROJECT = "project", _("Project")
    PAGE = "page", _("Page")
    DOCUMENT = "document", _("Document")
