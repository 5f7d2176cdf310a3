"""The groups that work with the agreement, year by year."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from cms.enums import Sector
from cms.graphql.words import GraphQLEnum, GraphQLForeignKey, GraphQLInt, GraphQLList, GraphQLString
from cms.peers import related

FIRST_YEAR, LAST_YEAR = 2000, 2100


class WorkingGroup(ClusterableModel):
    """A group that worked with the agreement for a year."""

    page = ParentalKey(
        "platform_pages.AgreementPage", on_delete=models.CASCADE, related_name="agreement_working_groups"
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )

    panels: ClassVar[list[Any]] = [
        FieldPanel("year"),
        InlinePanel("members", heading=_("Members"), label=_("member")),
    ]
    graphql_fields: ClassVar[list[Any]] = [
        GraphQLInt("year", description="The year that the group worked.", required=True),
        GraphQLList(
            "members",
            GraphQLForeignKey,
            "platform_pages.WorkingGroupMember",
            description="The members, in the editor's order.",
        ),
    ]

    class Meta:
        ordering: ClassVar[list[str]] = ["-year", "pk"]
        verbose_name = _("working group")
        verbose_name_plural = _("working groups")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                name="workinggroup_year_has_four_digits",
                violation_error_message=_("Write the year with four digits."),
            )
        ]

    def __str__(self) -> str:
        return str(self.year)


class WorkingGroupMember(Orderable):
    """A member of a working group."""

    group = ParentalKey(WorkingGroup, on_delete=models.CASCADE, related_name="members")
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=120, blank=True, help_text=_("For example “chair”."))
    organisation = models.ForeignKey(
        "cms.Organisation",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    organisation_name = models.CharField(
        _("another organisation"), max_length=160, blank=True, help_text=_("If it isn't among those to choose from.")
    )
    sector = models.CharField(
        _("sector"),
        max_length=20,
        choices=Sector,
        blank=True,
        help_text=_("Left empty, visitors see the chosen organisation's sector."),
    )

    panels: ClassVar[list[Any]] = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("role")]),
        FieldPanel("organisation"),
        FieldRowPanel([FieldPanel("organisation_name"), FieldPanel("sector")]),
    ]
    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("name", description="The member's name.", required=True),
        GraphQLString(
            "organisation",
            source="represents",
            description="The organisation that the member represents; empty if not given.",
            required=True,
        ),
        GraphQLEnum("sector", Sector, source="represented_sector", description="That organisation's sector."),
        GraphQLString("role", description="The member's role in the group; empty if not given.", required=True),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("member of a working group")
        verbose_name_plural = _("members of working groups")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(organisation=None) | models.Q(organisation_name=""),
                name="workinggroupmember_one_organisation",
                violation_error_message=_("Choose an organisation or write its name, not both."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.organisation_id and self.organisation_name:
            raise ValidationError({"organisation_name": _("Choose an organisation or write its name, not both.")})

    @property
    def represents(self) -> str:
        """The name of the organisation: the chosen one's while it is published, or the one in writing."""
        organisation = related(self, "organisation")
        return organisation.name if organisation else self.organisation_name

    @property
    def represented_sector(self) -> str:
        """The sector: the member's own, else that of the chosen organisation."""
        organisation = related(self, "organisation")
        return self.sector or (organisation.sector if organisation else "")
