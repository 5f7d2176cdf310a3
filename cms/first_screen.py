"""The first screen of the admin: lists of what needs doing, and those of them that know no feature.

An app makes a ``ListPanel`` of its own and adds it by Wagtail's hook ``construct_homepage_panels``. Wagtail's own
panels stand at 210 (mine in the review), 220 (awaiting my review), 250 (my edits) and 300 (locked by me).
"""

import datetime as dt
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.components import Component
from wagtail.models import Page, WorkflowState, get_default_page_content_type, get_page_models
from wagtail.permission_policies.pages import PagePermissionPolicy

from cms.lint.counts import counts_of
from cms.models import BasePage, Contact

ROWS = 5
"""How many rows a list has at most, if its link leads to the rest."""


@dataclass(frozen=True)
class Row:
    """A line of a list: what it is about, where it is edited, and why it is there."""

    title: str
    url: str
    kind: str
    note: str
    """What else tells it apart; may be empty."""
    when: str
    locale_id: Any = None


class ListPanel(Component):
    """A list of what needs doing, for the person who is signed in; not shown while it is empty."""

    template_name = "cms/first_screen/list.html"
    name: ClassVar[str]
    order: ClassVar[int]
    heading: ClassVar[Any]
    when_heading: ClassVar[Any]
    """What the day in a row is, for example the deadline."""
    more_label: ClassVar[Any] = ""
    size: ClassVar[int] = ROWS

    class Media:
        css: ClassVar[dict[str, list[str]]] = {"all": ["cms/first-screen.css"]}

    @abstractmethod
    def rows(self, user: Any) -> Sequence[Row]:
        """Return up to ``size`` rows of what the user may change, the most urgent first."""

    def more_url(self, user: Any) -> str:
        """Return the address of the whole list; empty if there is none."""
        return ""

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        user = parent_context["request"].user
        rows = self.rows(user)
        return {"panel": self, "rows": rows, "more_url": self.more_url(user) if rows else ""}


def editable_pages(user: Any) -> QuerySet[Page]:
    """Return the pages that a user may change; aliases are left out, since they are changed where they come from."""
    pages: QuerySet[Page] = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    return pages.filter(alias_of=None, depth__gt=1)


def page_row(page: Page, *, note: str = "", when: str, field: str = "") -> Row:
    """Return a line about a page, which leads to its editor, there to a ``field`` if one is named."""
    editor = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return Row(
        title=page.get_admin_display_title(),
        url=f"{editor}#:w:contentpath={field}" if field else editor,
        kind=kind_of(page),
        note=note,
        when=when,
        locale_id=page.locale_id,
    )


def kind_of(page: Page) -> str:
    """Return what an editor calls the page's type."""
    model = page.cached_content_type.model_class()
    return str(model._meta.verbose_name).capitalize() if model else ""


class DraftsPanel(ListPanel):
    """The pages that the user wrote on last and that wait to be published, by the user's own doing."""

    name = "my_drafts"
    order = 205
    heading = gettext_lazy("Your drafts")
    when_heading = gettext_lazy("Last changed")
    more_label = gettext_lazy("All pages that you have changed")

    def rows(self, user: Any) -> list[Row]:
        pages = my_drafts(user).order_by("-latest_revision_created_at", "-pk")[: self.size]
        return [
            page_row(
                page,
                note=_("Published; the changes are not") if page.live else _("Not published"),
                when=formats.date_format(timezone.localtime(page.latest_revision_created_at), "SHORT_DATETIME_FORMAT"),
            )
            for page in pages
        ]

    def more_url(self, user: Any) -> str:
        # Wagtail leads from the root to where the user's own part of the tree begins, and forgets the filter there.
        top = PagePermissionPolicy().explorable_root_instance(user)
        return f"{reverse('wagtailadmin_explore', args=[top.pk])}?edited_by={user.pk}"


def my_drafts(user: Any) -> QuerySet[Page]:
    """Return the pages whose last draft is the user's and that nothing happens to unless the user does it.

    What is being reviewed, what is scheduled and what has expired is left out.
    """
    in_review = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS,
        base_content_type=get_default_page_content_type(),
        object_id=Cast(OuterRef("pk"), CharField()),
    )
    return editable_pages(user).filter(
        Q(live=False) | Q(has_unpublished_changes=True),
        ~Exists(in_review),
        latest_revision__user=user,
        latest_revision__approved_go_live_at=None,
        expired=False,
    )


class ReviewPanel(ListPanel):
    """The published pages whose day to be looked over has come."""

    name = "pages_to_review"
    order = 240
    heading = gettext_lazy("Pages to look over")
    when_heading = gettext_lazy("Day to look it over")
    # There is no other list of them.
    size = 20

    def rows(self, user: Any) -> list[Row]:
        pages = pages_to_review(editable_pages(user))[: self.size]
        return [page_row(page, when=formats.date_format(day, "DATE_FORMAT")) for page, day in pages]


def pages_to_review(pages: QuerySet[Page]) -> list[tuple[Page, dt.date]]:
    """Return the published ones among ``pages`` whose day has come, each with its day, the oldest day first.

    Each page type has its own table of them: read apart, since a join of all would read every page.
    """
    models = [
        model for model in get_page_models() if issubclass(model, BasePage) and _has_own_column(model, "review_on")
    ]
    due = [
        model._default_manager.filter(review_on__lte=timezone.localdate()).order_by().values_list("pk", "review_on")
        for model in models
    ]
    days: dict[int, dt.date] = dict(due[0].union(*due[1:], all=True))
    found = pages.filter(pk__in=days, live=True)
    return sorted(((page, days[page.pk]) for page in found), key=lambda row: (row[1], row[0].pk))


def _has_own_column(model: Any, name: str) -> bool:
    return any(field.name == name for field in model._meta.local_fields)


class ContactsPanel(ListPanel):
    """The contacts that visitors no longer reach, since their day to be shown until has passed."""

    name = "contacts_to_renew"
    order = 242
    heading = gettext_lazy("Contacts whose details are no longer shown")
    when_heading = gettext_lazy("Public until")
    more_label = gettext_lazy("All contacts to renew")

    def rows(self, user: Any) -> list[Row]:
        if not user.has_perm("cms.change_contact"):
            return []
        passed = Contact.objects.filter(live=True, public_until__lt=timezone.localdate())
        return [
            Row(
                title=contact.name,
                url=reverse("wagtailsnippets_cms_contact:edit", args=[contact.pk]),
                kind=str(Contact._meta.verbose_name).capitalize(),
                note="",
                when=formats.date_format(contact.public_until, "DATE_FORMAT"),
            )
            for contact in passed.order_by("public_until", "pk")[: self.size]
        ]

    def more_url(self, user: Any) -> str:
        return f"{reverse('wagtailsnippets_cms_contact:list')}?renewal=passed&status=live"


class ProblemsPanel(Component):
    """How many problems the linter has found on the pages that the user may change, and the way to them."""

    name = "content_problems"
    order = 244
    template_name = "cms/first_screen/problems.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        counts = counts_of(editable_pages(parent_context["request"].user))
        report = reverse("lint_report")
        rows = [(severity, number, f"{report}?severity={severity}") for severity, number in counts.items() if number]
        return {"panel": self, "rows": rows}


KERNEL_PANELS = (DraftsPanel, ReviewPanel, ContactsPanel, ProblemsPanel)
"""The panels that know no feature."""
