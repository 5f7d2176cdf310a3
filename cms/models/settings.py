"""Settings of a site that editors change: who is behind it, and its menus."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.models import Locale, Orderable, Page

from cms.blocks.links import MenuBlock
from cms.blocks.stream import StreamField
from cms.enums import SocialService
from cms.graphql.words import GraphQLEnum, GraphQLString

FOOTER_FEATURES = ["bold", "italic", "link", "ul"]


@register_setting(icon="site", order=10)
class SiteSettings(ClusterableModel, BaseSiteSetting):
    """Who is behind the site and how to reach them."""

    organisation_name = models.CharField(_("organisation's name"), max_length=120)
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    footer = RichTextField(_("footer text"), blank=True, features=FOOTER_FEATURES)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    postal_address = models.TextField(_("postal address"), blank=True)
    logo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    accessibility_statement = models.ForeignKey(
        Page,
        verbose_name=_("accessibility statement"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The page that says how accessible the site is; the law asks for one."),
    )

    panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel("organisation_name"), FieldPanel("tagline"), FieldPanel("logo")], heading=_("The organisation")
        ),
        MultiFieldPanel(
            [FieldPanel("email"), FieldPanel("phone"), FieldPanel("postal_address")], heading=_("How to get in touch")
        ),
        FieldPanel("footer"),
        InlinePanel("social_links", heading=_("Social media"), label=_("account")),
        PageChooserPanel("accessibility_statement"),
        InlinePanel("texts", heading=_("In other languages"), label=_("language")),
    ]

    class Meta:
        verbose_name = _("about the site")
        verbose_name_plural = _("about the sites")


class SocialLink(Orderable):
    """An account in social media."""

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="social_links")
    service = models.CharField(_("service"), max_length=20, choices=SocialService)
    url = models.URLField(_("web address"))

    panels: ClassVar[list[Any]] = [FieldPanel("service"), FieldPanel("url")]
    graphql_fields: ClassVar[list[Any]] = [
        GraphQLEnum("service", SocialService, description="The service.", required=True),
        GraphQLString("url", description="The account's address.", required=True),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("account in social media")
        verbose_name_plural = _("accounts in social media")

    def __str__(self) -> str:
        return self.url


class SiteSettingsText(models.Model):
    """The site's own words in a language other than the default."""

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="texts")
    locale = models.ForeignKey(Locale, verbose_name=_("language"), on_delete=models.CASCADE, related_name="+")
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    footer = RichTextField(_("footer text"), blank=True, features=FOOTER_FEATURES)

    panels: ClassVar[list[Any]] = [FieldPanel("locale"), FieldPanel("tagline"), FieldPanel("footer")]

    class Meta:
        verbose_name = _("text in another language")
        verbose_name_plural = _("texts in other languages")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["settings", "locale"],
                name="sitesettingstext_one_a_language",
                violation_error_message=_("There is a text in this language already."),
            )
        ]

    def __str__(self) -> str:
        return self.tagline


@register_setting(icon="list-ul", order=20)
class Menus(BaseSiteSetting):
    """The site's menus; an entry that is a page follows the reader's language by itself."""

    main = StreamField(MenuBlock(), verbose_name=_("main menu"), blank=True)
    footer = StreamField(MenuBlock(), verbose_name=_("footer menu"), blank=True)

    panels: ClassVar[list[Any]] = [FieldPanel("main"), FieldPanel("footer")]

    class Meta:
        verbose_name = _("menus")
        verbose_name_plural = _("menus")
