"""Settings that editors change: who is behind the site, and its menus."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale, Page, Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.enums import MenuLocation
from cms.models import Menus, SiteSettings
from cms.navigation import MenuItem, menu_items
from tests.factories.cms import ImageFactory
from tests.factories.platform_pages import PlatformPageFactory

pytestmark = pytest.mark.django_db

FEATURES = ["bold", "italic", "link", "ul"]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def edit_url(name: str, site: Site) -> str:
    """Return the address where an editor changes a setting."""
    return reverse("wagtailsettings:edit", args=["cms", name, site.pk])


class TestSiteSettings:
    def send(self, client: Client, site: Site, **values: Any) -> Any:
        sent = {
            "organisation_name": "Halländska Överenskommelsen",
            "tagline": "Tillsammans för Halland",
            "logo": "",
            "email": "kansliet@example.org",
            "phone": "035-12 34 56",
            "postal_address": "Gatan 1\n302 00 Halmstad",
            "footer": rich_text("<p>Vi finns i <b>hela</b> länet.</p>", features=FEATURES),
            "accessibility_statement": "",
            "social_links": inline_formset([]),
            "texts": inline_formset([]),
        }
        return client.post(edit_url("sitesettings", site), nested_form_data(sent | values))

    def test_an_editor_finds_and_saves_them(self, admin_client: Client, site: Site) -> None:
        assert admin_client.get(edit_url("sitesettings", site)).status_code == 200
        logo, statement = ImageFactory(), PlatformPageFactory(parent=site.root_page.specific)
        english = Locale.objects.get(language_code="en")

        response = self.send(
            admin_client,
            site,
            logo=logo.pk,
            accessibility_statement=statement.pk,
            social_links=inline_formset(
                [
                    {"service": "linkedin", "url": "https://www.linkedin.com/company/exempel"},
                    {"service": "facebook", "url": "https://www.facebook.com/exempel"},
                ]
            ),
            texts=inline_formset(
                [
                    {
                        "locale": english.pk,
                        "tagline": "Together for Halland",
                        "footer": rich_text("<p>All over the county.</p>", features=FEATURES),
                    }
                ]
            ),
        )

        assert response.status_code == 302
        saved = SiteSettings.objects.get()
        assert saved.site == site
        assert (saved.organisation_name, saved.tagline) == ("Halländska Överenskommelsen", "Tillsammans för Halland")
        assert (saved.email, saved.phone) == ("kansliet@example.org", "035-12 34 56")
        assert saved.postal_address.splitlines() == ["Gatan 1", "302 00 Halmstad"]
        assert "<b>hela</b>" in saved.footer
        assert (saved.logo, saved.accessibility_statement_id) == (logo, statement.pk)
        assert [(link.service, link.url) for link in saved.social_links.all()] == [
            ("linkedin", "https://www.linkedin.com/company/exempel"),
            ("facebook", "https://www.facebook.com/exempel"),
        ]
        text = saved.texts.get()
        assert (text.locale, text.tagline) == (english, "Together for Halland")
        assert admin_client.get(edit_url("sitesettings", site)).status_code == 200

    def test_the_organisations_name_is_asked_for(self, admin_client: Client, site: Site) -> None:
        response = self.send(admin_client, site, organisation_name="")

        assert set(response.context["form"].errors) == {"organisation_name"}

    def test_a_language_has_one_text(self, admin_client: Client, site: Site) -> None:
        english = Locale.objects.get(language_code="en")
        text = {"locale": english.pk, "tagline": "Together", "footer": "null"}

        response = self.send(admin_client, site, texts=inline_formset([text, text]))

        assert response.status_code == 200
        assert not response.context["form"].formsets["texts"].is_valid()
        assert not SiteSettings.objects.get().texts.exists()

    def test_an_account_needs_a_service_and_an_address(self, admin_client: Client, site: Site) -> None:
        response = self.send(
            admin_client, site, social_links=inline_formset([{"service": "telex", "url": "inte en adress"}])
        )

        errors = response.context["form"].formsets["social_links"].errors
        assert set(errors[0]) == {"service", "url"}


def entry(**values: Any) -> dict[str, Any]:
    """Return an entry of a menu as a browser sends it."""
    return {"text": "", "page": "", "url": ""} | values


def children(*entries: dict[str, Any]) -> dict[str, Any]:
    """Return the entries below an entry as a browser sends them."""
    rows: dict[str, Any] = {
        str(number): {"value": value, "order": str(number), "deleted": "", "id": ""}
        for number, value in enumerate(entries)
    }
    return rows | {"count": str(len(entries))}


class TestMenus:
    @pytest.fixture
    def about(self, home_page: Page) -> Page:
        """A page in the menu."""
        return PlatformPageFactory(parent=home_page, title="Om oss", slug="om-oss")

    def send(self, client: Client, site: Site, *entries: dict[str, Any]) -> Any:
        sent = {"main": streamfield([("item", each) for each in entries]), "footer": streamfield([])}
        return client.post(edit_url("menus", site), nested_form_data(sent))

    def test_an_editor_finds_and_saves_them(self, admin_client: Client, site: Site, about: Page) -> None:
        assert admin_client.get(edit_url("menus", site)).status_code == 200
        below = PlatformPageFactory(parent=about, title="Kontakt", slug="kontakt")
        elsewhere = {"text": "Regionen", "url": "https://region.example.org/"}

        response = self.send(
            admin_client,
            site,
            entry(page=about.pk, children=children(entry(page=below.pk, text="Kontakta oss"), entry(**elsewhere))),
            entry(**elsewhere, children=children()),
        )

        assert response.status_code == 302
        menus = Menus.objects.get()
        assert menus.site == site
        first, second = menus.main
        assert first.value["page"].pk == about.pk
        assert [(child["text"], child["page"] and child["page"].pk) for child in first.value["children"]] == [
            ("Kontakta oss", below.pk),
            ("Regionen", None),
        ]
        assert (second.value["url"], len(second.value["children"])) == ("https://region.example.org/", 0)
        assert len(menus.footer) == 0
        assert admin_client.get(edit_url("menus", site)).status_code == 200

    def test_an_entry_without_target_is_refused(self, admin_client: Client, site: Site, about: Page) -> None:
        response = self.send(admin_client, site, entry(text="Ingenstans", children=children()))

        assert response.status_code == 200
        assert set(response.context["form"].errors) == {"main"}

    def test_an_entry_below_without_target_is_refused(self, admin_client: Client, site: Site, about: Page) -> None:
        response = self.send(admin_client, site, entry(page=about.pk, children=children(entry(text="Ingenstans"))))

        assert response.status_code == 200
        assert set(response.context["form"].errors) == {"main"}
        assert not Menus.objects.get().main

    def test_visitors_get_entries_with_the_entries_below_them(self, site: Site, about: Page) -> None:
        below = PlatformPageFactory(parent=about, title="Kontakt", slug="kontakt")
        secret = PlatformPageFactory(parent=about, title="Hemligt", slug="hemligt", live=False)
        elsewhere = {"text": "Regionen", "url": "https://region.example.org/"}
        link = MenuItem("Regionen", "https://region.example.org/", None, True, [])
        menus = Menus.objects.create(
            site=site,
            main=[
                ("item", {"page": about, "children": [{"page": below, "text": "Kontakta oss"}, elsewhere]}),
                ("item", {"page": secret, "children": [elsewhere]}),
                ("item", {**elsewhere, "children": [{"page": secret}]}),
            ],
        )

        entries = menu_items(Menus.objects.get(pk=menus.pk), MenuLocation.MAIN, Locale.objects.get(language_code="sv"))

        host = "https://front.example.org"
        contact = MenuItem("Kontakta oss", f"{host}/om-oss/kontakt/", "/om-oss/kontakt/", False, [])
        assert entries == [MenuItem("Om oss", f"{host}/om-oss/", "/om-oss/", False, [contact, link]), link]
