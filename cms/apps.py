"""Registers the app with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    """The cms app."""

    name = "cms"
    verbose_name = _("Cms")

    def ready(self) -> None:
        from cms.images import write_avif_quickly

        write_avif_quickly()
