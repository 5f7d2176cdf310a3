"""Links by which a reviewer outside the CMS reads a draft."""

import datetime as dt
import hashlib
import secrets
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class PreviewLinkQuerySet(models.QuerySet):
    """Links to drafts, by whether they still open."""

    def open(self) -> "PreviewLinkQuerySet":
        """Return the links that are neither too old nor withdrawn."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())

    def of_token(self, token: str) -> "PreviewLinkQuerySet":
        """Return the link that a token is the secret of; at most one."""
        return self.filter(token_hash=hash_of(token))


class PreviewLink(models.Model):
    """A link to a page's latest draft, for whoever has it, until a day or until it is withdrawn."""

    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("created by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("withdrawn at"), null=True)

    objects: ClassVar[Any] = PreviewLinkQuerySet.as_manager()

    # A link is no use of the page that its editor has to know of before deleting the page.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("link to a draft")
        verbose_name_plural = _("links to drafts")
        ordering: ClassVar[list[str]] = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.page_id}, {self.expires_at:%Y-%m-%d}"

    @classmethod
    def issue(cls, page: Page, user: Any, days: int) -> tuple["PreviewLink", str]:
        """Make a link to a page's draft.

        Args:
            page: the page; it has been saved.
            user: who hands the link out.
            days: for how many days the link opens.

        Returns:
            The link and its token. The token is stored nowhere: who loses it needs a new link.
        """
        token = secrets.token_urlsafe(32)
        expires_at = timezone.now() + dt.timedelta(days=days)
        link = cls.objects.create(page_id=page.pk, token_hash=hash_of(token), created_by=user, expires_at=expires_at)
        return link, token

    def withdraw(self) -> None:
        """Make the link open nothing from now on."""
        self.revoked_at = timezone.now()
        self.save(update_fields=["revoked_at"])


def hash_of(token: str) -> str:
    """Return what is stored of a token. It is long and random, so a plain hash can't be searched backwards."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
