"""Registers the app with Django."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class CmsConfig(AppConfig):
    """The cms app."""

    name = "cms"
    verbose_name = "CMS"

    def ready(self) -> None:
        from cms import checks  # noqa: F401 - importing the module registers the checks
        from cms.images import write_avif_quickly
        from cms.lint.counts import connect
        from cms.page_indexes import install_page_indexes
        from cms.statements import forget
        from cms.triggers import install_triggers, remove_triggers

        write_avif_quickly()
        connect()
        post_migrate.connect(forget)
        pre_migrate.connect(remove_triggers, sender=self)
        post_migrate.connect(install_triggers, sender=self)
        post_migrate.connect(install_page_indexes, sender=self)
