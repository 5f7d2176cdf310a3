"""The organisations that have signed the agreement."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from cms.graphql.words import GraphQLDate, GraphQLForeignKey, GraphQLID
from cms.search import WordEnds
from platform_pages.models.agreement import AgreementPage, AgreementVersion
from platform_pages.querysets import SignatoryQuerySet

SIGNED_ALREADY = _("This organisation has signed this version already.")


class Signatory(index.Indexed, models.Model):
    """An organisation that has signed the agreement."""

    organisation = models.ForeignKey(
        "cms.Organisation", verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="signatories"
    )
    # The version's page, kept here so that a signatory outlives its version.
    agreement = models.ForeignKey(AgreementPage, on_delete=models.CASCADE, related_name="signatories", editable=False)
    version = models.ForeignKey(
        AgreementVersion,
        verbose_name=_("version"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="signatories",
        help_text=_("The version of the agreement that the organisation has signed."),
    )
    signed_on = models.DateField(_("signed on"), default=timezone.localdate)

    objects = SignatoryQuerySet.as_manager()

    panels: ClassVar[list[Any]] = [FieldPanel("organisation"), FieldPanel("version"), FieldPanel("signed_on")]

    search_fields: ClassVar[list[Any]] = [
        index.RelatedFields("organisation", [index.SearchField("name"), index.AutocompleteField("name")]),
        WordEnds(),
        index.FilterField("version"),
        index.FilterField("signed_on"),
    ]

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLID("id", description="Identifies the signature.", required=True),
        GraphQLForeignKey(
            "organisation", "cms.Organisation", description="The organisation that has signed.", required=True
        ),
        GraphQLDate("signed_on", description="The day that it signed.", required=True),
        GraphQLForeignKey(
            "version", "platform_pages.AgreementVersion", description="The version of the agreement that it signed."
        ),
    ]

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "version"],
                name="signatory_signs_a_version_once",
                violation_error_message=SIGNED_ALREADY,
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.version is not None:
            self.agreement_id = self.version.page_id
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        errors: dict[str, Any] = {}
        if self.signed_on and self.signed_on > timezone.localdate():
            errors["signed_on"] = _("The day that it signed can't be in the future.")
        same = Signatory.objects.filter(organisation=self.organisation_id, version=self.version_id)
        if self.organisation_id and self.version_id and same.exclude(pk=self.pk).exists():
            errors["organisation"] = SIGNED_ALREADY
        if errors:
            raise ValidationError(errors)
