"""The buttons on the first screen of the admin that begin what is made most often."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.models import Locale, Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from events.models import ActivityPage, ConferencePage, EventIndexPage
from news.models import NewsIndexPage, NewsPage


@dataclass(frozen=True)
class Kind:
    """Something to make: a page type, the type of the page that it is made below, and the words on the button."""

    model: type[Page]
    parent_model: type[Page]
    label: Any
    icon: str


KINDS = (
    Kind(NewsPage, NewsIndexPage, _("New news item"), "doc-full"),
    Kind(ActivityPage, EventIndexPage, _("New activity"), "calendar"),
    Kind(ConferencePage, EventIndexPage, _("New conference"), "group"),
)


@dataclass(frozen=True)
class Action:
    """A button that opens the form for a new page."""

    label: str
    url: str
    icon: str


class ActionsPanel(Component):
    """Buttons that lead straight to the form of a new page, for what the user may make."""

    name = "quick_actions"
    order = 10
    template_name = "home/first_screen/actions.html"

    class Media:
        css: ClassVar[dict[str, list[str]]] = {"all": ["cms/first-screen.css"]}

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"panel": self, "actions": actions_for(parent_context["request"].user)}


def actions_for(user: Any) -> list[Action]:
    """Return a button for each kind of page and place where a user may make one.

    Pages are made in the main language and translated from there, so a place in another language has a button only if
    there is none in the main one.
    """
    types = {kind.parent_model for kind in KINDS}
    allowed = PagePermissionPolicy().instances_user_has_permission_for(user, "add")
    places = [
        page
        for page in allowed.type(*types).filter(alias_of=None).order_by("path")
        if page.permissions_for_user(user).can_add_subpage()
    ]
    main = Locale.get_default().pk
    return [
        _action(kind, place, len(chosen) > 1)
        for kind in KINDS
        for fitting in [[place for place in places if place.specific_class is kind.parent_model]]
        for chosen in [[place for place in fitting if place.locale_id == main] or fitting]
        for place in chosen
    ]


def _action(kind: Kind, place: Page, is_one_of_several: bool) -> Action:
    meta = kind.model._meta
    url = reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, place.pk])
    label = f"{kind.label} ({place.get_admin_display_title()})" if is_one_of_several else str(kind.label)
    return Action(label, url, kind.icon)
