"""Registers the app with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlatformPagesConfig(AppConfig):
    """The platform_pages app."""

    name = "platform_pages"
    verbose_name = _("Platform pages")
