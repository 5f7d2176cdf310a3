"""What the tops of the tree of pages and of the collections of files are called, wherever an editor chooses a place.

Wagtail's own migrations call both "Root". A name that somebody has chosen is never changed.
"""

from django.apps import apps as current_apps
from django.apps.registry import Apps

WAGTAILS_NAME = "Root"
ALL_PAGES, SHARED_FILES = "Alla sidor", "Gemensamt"


def name_roots(apps: Apps = current_apps) -> None:
    """Give both tops a name that says what is below them, where they still have Wagtail's.

    Args:
        apps: where the models come from; a migration hands over those of its own moment.
    """
    pages = apps.get_model("wagtailcore.Page").objects.filter(depth=1)
    pages.filter(title=WAGTAILS_NAME).update(title=ALL_PAGES)
    pages.filter(draft_title=WAGTAILS_NAME).update(draft_title=ALL_PAGES)
    apps.get_model("wagtailcore.Collection").objects.filter(depth=1, name=WAGTAILS_NAME).update(name=SHARED_FILES)
