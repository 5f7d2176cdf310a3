"""Registers the app with Django."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """The cms app."""

    name = "cms"
    verbose_name = "CMS"

    def ready(self) -> None:
        from cms import checks  # noqa: F401 - importing the module registers the checks
        from cms.images import write_avif_quickly

        write_avif_quickly()
