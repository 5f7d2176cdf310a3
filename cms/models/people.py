"""Contacts and organisations."""

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PublishingPanel
from wagtail.images import get_image_model_string
from wagtail.models import DraftStateMixin, Orderable, RevisionMixin
from wagtail.search import index

from cms.columns import reads
from cms.constraints import FieldRule
from cms.enums import Municipality, Sector
from cms.forms import ContactForm
from cms.graphql.words import (
    GraphQLEnum,
    GraphQLForeignKey,
    GraphQLID,
    GraphQLImage,
    GraphQLInt,
    GraphQLList,
    GraphQLString,
)
from cms.peers import related
from cms.querysets import DraftableQuerySet
from cms.rows import Rows, in_rows
from cms.search import WordEnds


class DraftableMixin(DraftStateMixin):
    """A draft state whose schedule a list can load for all of its rows, as Wagtail's pages have it."""

    class Meta:
        abstract = True

    @property
    def approved_schedule(self) -> bool:
        """Whether a draft will be published by itself."""
        known: bool | None = self.__dict__.get("_approved_schedule")
        return self.scheduled_revision is not None if known is None else known


class Organisation(DraftableMixin, RevisionMixin, index.Indexed, models.Model):
    """An organisation: association, authority, company or school."""

    name = models.CharField(_("name"), max_length=160, unique=True)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector, default=Sector.CIVIL_SOCIETY)
    municipality = models.CharField(_("municipality"), max_length=20, choices=Municipality, blank=True)
    url = models.URLField(_("web address"), blank=True)
    logo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = DraftableQuerySet.as_manager()

    panels: ClassVar[list[Any]] = [
        FieldPanel("name"),
        FieldPanel("sector"),
        FieldPanel("municipality"),
        FieldPanel("url"),
        FieldPanel("logo"),
        PublishingPanel(),
    ]
    search_fields: ClassVar[list[Any]] = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("sector"),
        index.FilterField("municipality"),
        index.FilterField("live"),
    ]
    graphql_fields: ClassVar[list[Any]] = [
        GraphQLID("id", description="Identifies the organisation.", required=True),
        GraphQLString("name", description="The organisation's name.", required=True),
        GraphQLEnum("sector", Sector, description="The sector of society it belongs to.", required=True),
        GraphQLEnum("municipality", Municipality, description="The municipality it works in."),
        GraphQLString("url", description="Its own web address; empty if not known.", required=True),
        GraphQLImage("logo", description="The logo; null if there is none or it is not public."),
    ]

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name


class Contact(DraftableMixin, RevisionMixin, index.Indexed, ClusterableModel):
    """Someone to ask: a person or a function, with their roles."""

    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    portrait = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    areas = ParentalManyToManyField("cms.Area", verbose_name=_("areas"), blank=True, related_name="contacts")
    public_until = models.DateField(
        _("public until"),
        null=True,
        blank=True,
        help_text=_("After this day visitors no longer see the phone number and the e-mail address."),
    )

    objects = DraftableQuerySet.as_manager()

    base_form_class = ContactForm
    panels: ClassVar[list[Any]] = [
        FieldPanel("name"),
        InlinePanel("roles", heading=_("Roles"), label=_("role")),
        MultiFieldPanel(
            [FieldPanel("email"), FieldPanel("phone"), FieldPanel("public_until")], heading=_("How to get in touch")
        ),
        FieldPanel("portrait"),
        FieldPanel("areas", widget=forms.CheckboxSelectMultiple),
        PublishingPanel(),
    ]
    search_fields: ClassVar[list[Any]] = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("public_titles"),
        WordEnds(),
        index.FilterField("live"),
    ]
    graphql_fields: ClassVar[list[Any]] = [
        GraphQLID("id", description="Identifies the contact.", required=True),
        GraphQLString("name", description="The name of the person or function.", required=True),
        GraphQLList(
            "roles", GraphQLForeignKey, "cms.ContactRole", source="public_roles", description="Their roles.", size=3
        ),
        GraphQLString("email", source="public_email", description="E-mail; null when withheld or not known."),
        GraphQLString("phone", source="public_phone", description="Phone; null when withheld or not known."),
        GraphQLImage("portrait", description="A picture of the person; null if there is none."),
        GraphQLList("areas", GraphQLForeignKey, "cms.Area", description="The areas that they are asked about."),
    ]

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self) -> str:
        return self.name

    @property
    def is_reachable(self) -> bool:
        """Whether phone and e-mail may still be shown."""
        return is_reachable_until(self.public_until)

    @property
    @reads("email", "public_until")
    @in_rows(lambda contacts, _info: reachable_in_rows(contacts, "email"))
    def public_email(self) -> str | None:
        """The e-mail address, while it may be shown."""
        return self.email or None if self.is_reachable else None

    @property
    @reads("phone", "public_until")
    @in_rows(lambda contacts, _info: reachable_in_rows(contacts, "phone"))
    def public_phone(self) -> str | None:
        """The phone number, while it may be shown."""
        return self.phone or None if self.is_reachable else None

    @property
    @reads()
    def public_roles(self) -> list["ContactRole"]:
        """The roles that have not ended, in the editor's order."""
        today = timezone.localdate()
        return [role for role in related(self, "roles") if role.ends_on is None or role.ends_on >= today]

    def public_titles(self) -> list[str]:
        """Return the titles of the roles that have not ended, for the search index."""
        return [role.title for role in self.public_roles]


def is_reachable_until(day: dt.date | None) -> bool:
    """Return whether phone and e-mail may still be shown that may be shown until a day; ``None`` is for ever."""
    return day is None or day >= timezone.localdate()


def reachable_in_rows(contacts: Rows, name: str) -> list[str | None]:
    """Return a way to reach each of ``contacts`` while it may be shown, as ``Contact.public_email`` does."""
    days = contacts.column("public_until")
    is_reachable = {day: is_reachable_until(day) for day in set(days)}
    return [way or None if is_reachable[day] else None for way, day in zip(contacts.column(name), days, strict=True)]


class ContactRole(Orderable):
    """A contact's role in an organisation, with its share of full time."""

    contact = ParentalKey(Contact, on_delete=models.CASCADE, related_name="roles")
    title = models.CharField(_("title"), max_length=160)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    share = models.PositiveSmallIntegerField(
        _("share of full time, %"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    ends_on = models.DateField(_("ends on"), null=True, blank=True, help_text=_("Leave empty while the role goes on."))

    panels: ClassVar[list[Any]] = [
        FieldPanel("title"),
        FieldPanel("organisation"),
        FieldPanel("share"),
        FieldPanel("ends_on"),
    ]
    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("title", description="The role's title.", required=True),
        GraphQLForeignKey("organisation", "cms.Organisation", description="Where they have the role."),
        GraphQLInt("share", description="The role's share of full time in per cent."),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            FieldRule(
                field="share",
                condition=models.Q(share=None) | models.Q(share__gte=1, share__lte=100),
                name="contactrole_share_is_a_percentage",
                violation_error_message=_("A share is between 1 and 100 per cent."),
            )
        ]
