"""A site in which each kind of hidden thing holds a marker, and everything public leads to all of them.

A marker is a word that stands nowhere else. Each hidden thing has a public twin that the same edges lead to.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Comment,
    Locale,
    Page,
    PageViewRestriction,
    Site,
)

from cms.blocks.stream import BodyBlock
from cms.images import PRESETS, ImageFormat
from cms.models import (
    Menus,
    PageContact,
    PageDocument,
    PreviewLink,
    RelatedPageLink,
    SiteSettings,
    SiteSettingsText,
    SocialLink,
)
from cms.previews import withdraw_previews
from events.enums import ChangedField
from events.models import ConferenceKeyPoint, ConferenceSummaryDocument, EventChange, EventNotice, EventOrganiser
from home.models import HomePageCard, HomePageNews
from news.models import RelatedNewsLink
from platform_pages.models import AgreementVersion, Principle, WorkingGroup, WorkingGroupMember
from platform_pages.models.project import ProjectDecision, ProjectOpportunity, ProjectPartner, ProjectReport
from tests.factories.cms import (
    AreaFactory,
    CategoryFactory,
    ContactFactory,
    ContactRoleFactory,
    DocumentFactory,
    FocusAreaFactory,
    FunderFactory,
    ImageFactory,
    OrganisationFactory,
    picture,
    root_collection,
)
from tests.factories.events import (
    ActivityPageFactory,
    ConferencePageFactory,
    EventIndexPageFactory,
    OccasionFactory,
    ProgrammeItemFactory,
    SpeakerFactory,
    in_days,
)
from tests.factories.home import HomePageFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory
from tests.factories.platform_pages import (
    AgreementPageFactory,
    ContactPageFactory,
    PlatformPageFactory,
    ProjectPageFactory,
    SignatoryFactory,
)

MARK = "xqz"
COMMON_WORD = "gemensamt"
"""A word that pages of every kind have, hidden or not."""
YESTERDAY = dt.timedelta(days=-1)
WAYS = ("draft", "unpublished", "expired", "scheduled", "password", "login", "groups")
FACTORIES = {
    "news": NewsPageFactory,
    "activity": ActivityPageFactory,
    "conference": ConferencePageFactory,
    "platform": PlatformPageFactory,
    "project": ProjectPageFactory,
    "agreement": AgreementPageFactory,
}


@dataclass
class HiddenSite:
    """What the crawl is told: what to look for, what it must see, and what a curious visitor may have guessed."""

    markers: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=lambda: [COMMON_WORD, "oppennevs"])
    addresses: list[str] = field(default_factory=list)

    def mark(self, *words: str) -> str:
        """Return a new marker that says where it stands."""
        marker = MARK + "".join(words)
        self.markers.append(marker)
        return marker

    def expect(self, words: str) -> str:
        """Return ``words``, which the crawl must see."""
        self.expected.append(words)
        return words


class Builder:
    """Builds the site, step by step."""

    def __init__(self) -> None:
        self.result = HiddenSite()
        self.mark, self.expect = self.result.mark, self.result.expect
        self.root = Page.objects.get(depth=1)
        self.swedish, self.english = (Locale.objects.get(language_code=code) for code in ("sv", "en"))
        self.hidden: dict[str, list[Any]] = {kind: [] for kind in FACTORIES}
        self.old_address = self.mark("redirect")

    def build(self) -> HiddenSite:
        """Build everything and index it."""
        self.people()
        self.files()
        self.tree()
        self.public_pages()
        self.hidden_pages()
        self.aliases()
        self.snippets()
        self.edges()
        self.drafts_of_live_pages()
        self.settings()
        self.previews()
        self.other_site()
        call_command("update_index", verbosity=0)
        return self.result

    def people(self) -> None:
        """Editors, whose names nobody may see."""
        self.editor = get_user_model().objects.create_superuser(
            self.mark("username"),
            f"{self.mark('usermail')}@example.org",
            "a long password",
            first_name=self.mark("firstname"),
            last_name=self.mark("lastname"),
        )
        self.group = Group.objects.create(name=self.mark("group"))

    def files(self) -> None:
        """Images and documents, public, private, and below a private collection."""
        self.private = root_collection().add_child(name=self.mark("collection"))
        restriction = CollectionViewRestriction.objects.create(
            collection=self.private, restriction_type="password", password=self.mark("collectionpassword")
        )
        assert restriction.pk
        groups = root_collection().add_child(name=self.mark("groupcollection"))
        CollectionViewRestriction.objects.create(collection=groups, restriction_type="groups").groups.add(self.group)
        login = root_collection().add_child(name=self.mark("logincollection"))
        CollectionViewRestriction.objects.create(collection=login, restriction_type="login")
        below = self.private.add_child(name=self.mark("collectionbelow"))
        collections = {"private": self.private, "below": below, "groups": groups, "login": login}
        self.images = [self.image(collection, name) for name, collection in collections.items()]
        self.documents = [self.document(collection, name) for name, collection in collections.items()]
        self.image_shown = ImageFactory(
            title=self.expect("Öppen bild"),
            description=self.expect("En öppen beskrivning"),
            credit=self.expect("Foto: Öppen"),
            file=ContentFile(picture(60, 40).read(), "oppenfil.png"),
            focal_point_x=30,
            focal_point_y=20,
            uploaded_by_user=self.editor,
        )
        self.expect("oppenfil")
        self.render(self.image_shown)
        self.document_shown = DocumentFactory(
            title=self.expect("Öppet dokument"),
            file=ContentFile(self.expect("Dokumentets egen text.").encode(), "oppet.txt"),
            language="sv",
            publisher="Utgivaren",
            year=2020,
            uploaded_by_user=self.editor,
        )

    def image(self, collection: Collection, name: str) -> Any:
        """Return a hidden image with sizes."""
        image = ImageFactory(
            title=self.mark("imagetitle", name),
            description=self.mark("imagealt", name),
            credit=self.mark("imagecredit", name),
            file=ContentFile(picture(60, 40).read(), f"{self.mark('imagefile', name)}.png"),
            collection=collection,
        )
        self.render(image)
        return image

    def render(self, image: Any) -> None:
        """Make the sizes of an image: one of each preset."""
        for preset in PRESETS.values():
            image.get_rendition(preset.specs()[0])
        image.get_rendition(next(iter(PRESETS.values())).specs(ImageFormat.AVIF)[0])

    def document(self, collection: Collection, name: str) -> Any:
        """Return a hidden document."""
        document = DocumentFactory(
            title=self.mark("documenttitle", name),
            publisher=self.mark("documentpublisher", name),
            file=ContentFile(self.mark("documentcontent", name).encode(), f"{self.mark('documentfile', name)}.txt"),
            collection=collection,
        )
        self.result.addresses.append(document.url)
        return document

    def tree(self) -> None:
        """The sections, in two languages, on the default site."""
        self.home = HomePageFactory(title=self.expect("Öppen startsida"), slug="hem", owner=self.editor)
        self.site = Site.objects.create(
            hostname="front.example.org", port=443, root_page=self.home, is_default_site=True, site_name="HÖK"
        )
        self.home_en = self.home.copy_for_translation(self.english)
        self.home_en.title, self.home_en.slug = self.expect("Open front page"), "home-en"
        self.home_en.save_revision().publish()
        self.parents = {
            "news": NewsIndexPageFactory(parent=self.home, title="Nyheter", slug="nyheter"),
            "activity": EventIndexPageFactory(parent=self.home, title="Aktiviteter", slug="aktiviteter"),
        }
        self.parents["conference"] = self.parents["activity"]
        for kind in ("platform", "project", "agreement"):
            self.parents[kind] = self.home

    def page(self, kind: str, title: str, *, parent: Any = None, **values: Any) -> Any:
        """Return a page with ``title`` that holds ``title`` and something more wherever its type has words."""
        texts: dict[str, Any] = {"summary": f"{title}summary {COMMON_WORD}", "seo_title": f"{title}seo"}
        texts["search_description"] = f"{title}seodescription"
        texts["owner"], texts["listing_image"] = self.editor, self.image_shown
        texts["first_published_at"] = texts["last_published_at"] = timezone.now() + YESTERDAY
        body = [("heading", {"text": f"{title}heading", "level": "2"}), ("text", f"<p>{title}body</p>")]
        if kind == "news":
            texts |= {"lead": f"{title}lead", "category": self.category} if hasattr(self, "category") else {}
            texts["published_on"] = dt.date(2025, 1, 1)
        if kind in ("activity", "conference"):
            texts |= {"target_group": f"{title}target", "cost_text": f"{title}cost"}
            texts["occasions"] = [OccasionFactory.build(title=f"{title}occasion", venue_name=f"{title}venue")]
        if kind == "conference":
            texts |= {"theme": f"{title}theme", "summary_lead": f"{title}summarylead"}
        if kind == "project":
            texts["purpose"] = f"{title}purpose"
        texts |= {"body": body} | values
        place = parent or self.parents[kind]
        page = FACTORIES[kind](parent=place, title=title, slug=texts.pop("slug", self.slug(title)), **texts)
        if kind == "project":
            ProjectDecision.objects.create(page=page, body=f"{title}decider", outcome=f"{title}outcome")
            FunderFactory(page=page, statement=f"{title}statement", emblem=self.image_shown)
        return page

    def slug(self, title: str) -> str:
        """Return a slug: of a hidden page a marker of its own, since who asks for a path may hear it again."""
        return self.mark("slug", str(len(self.result.markers))) if MARK in title else title.lower()

    def public_pages(self) -> None:
        """A page of each type that anyone may see."""
        self.category, self.area = CategoryFactory(name="Öppen kategori"), AreaFactory(name="Öppet område")
        self.focus = FocusAreaFactory(name="Öppet fokus")
        self.public = {kind: self.page(kind, f"Oppen{kind}") for kind in FACTORIES}
        self.expected = self.result.expected
        self.expected += [f"Oppen{kind}{words}" for kind in FACTORIES for words in ("", "summary", "seo")]
        self.contact_page = ContactPageFactory(parent=self.home, title="Kontakta oss", slug="kontakt")
        self.twin = self.public["platform"].copy_for_translation(self.english, copy_parents=True)
        self.twin.save_revision(user=self.editor).publish(user=self.editor)
        for kind in ("news", "activity", "conference", "project"):
            translation = self.public[kind].copy_for_translation(self.english, copy_parents=True)
            translation.title = f"English{kind}" if kind != "project" else self.mark("translation")
            if kind != "project":
                translation.save_revision(user=self.editor).publish(user=self.editor)
            else:
                translation.save()
        self.below = PlatformPageFactory(parent=self.public["platform"], title="Under öppen", slug="under")

    def hidden_pages(self) -> None:
        """Pages of each type, hidden in each way; the shut sections hold one of each too."""
        sections = {
            name: self.page("platform", self.mark("section", name)) for name in ("password", "login", "groups", "draft")
        }
        sections["draft"].unpublish()
        for name in ("password", "login", "groups"):
            self.restrict(sections[name], name)
        for kind in FACTORIES:
            for way in WAYS if kind in ("news", "platform") else WAYS[::3]:
                title = self.mark(way, kind)
                hidden = way in ("draft", "scheduled")
                # What only a password hides may show its title; what is hidden otherwise too may not.
                page = self.page(kind, title, live=not hidden, show_title_before_password=way != "password")
                if way == "unpublished":
                    page.unpublish()
                elif way == "expired":
                    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() + YESTERDAY)
                elif way == "scheduled":
                    page.go_live_at = timezone.now() - YESTERDAY
                    page.save_revision(user=self.editor).publish()
                elif way in ("password", "login", "groups"):
                    self.restrict(page, way)
                self.keep(kind, page)
            for name, section in sections.items():
                if name != "draft" and kind in ("activity", "platform"):
                    self.keep(kind, self.page(kind, self.mark("below", name, kind), parent=section))
        words = self.mark("beforepassword")
        telling = self.page(
            "platform",
            self.expect("Rubrik före lösenordet"),
            slug="fore",
            summary=words,
            seo_title=words,
            search_description=words,
            body=[("text", f"<p>{words}</p>")],
            show_title_before_password=True,
        )
        self.restrict(telling, "password")
        self.result.paths.append("/fore/")

    def keep(self, kind: str, page: Any) -> None:
        """Remember a hidden page and where somebody might look for it; lead an old address there."""
        self.hidden[kind].append(page)
        path = page.url_path.removeprefix("/hem")
        self.result.paths.append(path)
        old_path = f"/{self.old_address}-{page.pk}"
        Redirect.objects.create(old_path=old_path, redirect_page=page, site=self.site)
        self.result.paths.append(old_path)

    def restrict(self, page: Any, kind: str) -> None:
        """Put a page under a view restriction."""
        restriction = PageViewRestriction.objects.create(
            page=page, restriction_type=kind, password=self.mark("pagepassword", str(page.pk))
        )
        if kind == "groups":
            restriction.groups.add(self.group)

    def drafts_of_live_pages(self) -> None:
        """Changes that are not published, and some that are to be published tomorrow, with the editors' notes."""
        for kind, page in self.public.items():
            draft = page.specific_class.objects.get(pk=page.pk)
            title = self.mark("livedraft", kind)
            draft.title, draft.summary, draft.seo_title = title, f"{title}summary", f"{title}seo"
            draft.body = [("text", f"<p>{title}body</p>")]
            draft.save_revision(user=self.editor)
            Comment.objects.create(
                page_id=page.pk, user=self.editor, text=self.mark("comment", kind), contentpath="title"
            )
            Page.objects.filter(pk=page.pk).update(locked=True, locked_by=self.editor, locked_at=timezone.now())
        later = self.page("platform", "Oppensenare")
        later.title, later.go_live_at = self.mark("scheduledchange"), timezone.now() - YESTERDAY
        later.save_revision(user=self.editor).publish()

    def aliases(self) -> None:
        """Aliases of hidden pages, and one of a public page in a shut place."""
        for way, page in zip(("draft", "unpublished"), self.hidden["platform"], strict=False):
            alias = page.create_alias(parent=self.home, update_slug=self.mark("alias", way))
            self.hidden["platform"].append(alias)
        shut = PlatformPageFactory(parent=self.home, title=self.mark("aliassection"), slug=f"{MARK}aliassection")
        self.restrict(shut, "login")
        alias = self.public["platform"].create_alias(parent=shut, update_slug=f"{MARK}aliasofpublic")
        Page.objects.filter(pk=alias.pk).update(title=self.mark("aliasofpublic"))
        self.hidden["platform"].append(Page.objects.get(pk=alias.pk).specific)

    def snippets(self) -> None:
        """Contacts and organisations: drafts, expired, with changes to come, and past their last public day."""
        now = timezone.now()
        hidden: dict[str, dict[str, Any]] = {"draft": {"live": False}, "expired": {"expire_at": now + YESTERDAY}}
        self.organisations = [
            OrganisationFactory(name=self.mark("organisation", way), url=f"https://{MARK}org{way}.example.org/", **how)
            for way, how in hidden.items()
        ]
        self.contacts = []
        for way, how in hidden.items():
            contact = ContactFactory(
                name=self.mark("contact", way),
                email=f"{self.mark('contactmail', way)}@example.org",
                phone=self.mark("contactphone", way),
                portrait=self.image_shown,
                **how,
            )
            ContactRoleFactory(contact=contact, title=self.mark("contactrole", way))
            contact.areas = [self.area]
            contact.save()
            self.contacts.append(contact)
        self.organisation = OrganisationFactory(
            name=self.expect("Öppen organisation"), logo=self.image_shown, municipality="halmstad"
        )
        other: Any = OrganisationFactory(name="Den andra organisationen", logo=self.images[0])
        other.name = self.mark("organisationchange")
        other.save_revision(user=self.editor)
        self.contact = ContactFactory(name=self.expect("Öppen Kontakt"), portrait=self.image_shown)
        self.contact.areas = [self.area]
        self.contact.save()
        ContactRoleFactory(contact=self.contact, title="Samordnare", organisation=self.organisation, share=50)
        ContactRoleFactory(contact=self.contact, title="Ledamot", organisation=self.organisations[0])
        ContactRoleFactory(contact=self.contact, title=self.mark("endedrole"), ends_on=(now + YESTERDAY).date())
        past = ContactFactory(
            name=self.expect("Tidigare Kontakt"),
            email=f"{self.mark('pastmail')}@example.org",
            phone=self.mark("pastphone"),
            public_until=(now + 2 * YESTERDAY).date(),
            portrait=self.images[1],
        )
        changed: Any = ContactFactory(name="Ändrad Kontakt")
        changed.name = self.mark("contactchange")
        changed.save_revision(user=self.editor)
        self.contacts += [past, changed]
        self.organisations.append(other)

    def body(self) -> list[tuple[str, Any]]:
        """Return every kind of block, each leading to all that is hidden and to a public twin."""
        pages = [page for kind in self.hidden.values() for page in kind]
        documents = [*self.documents, self.document_shown]
        links = [{"text": "", "page": page} for page in [*pages, self.public["platform"]]]
        file_links = [{"text": "", "document": document} for document in documents]
        return [
            ("heading", {"text": "Rubrik", "level": "2"}),
            ("text", self.rich_text()),
            ("quote", {"quote": "Citat", "person": "Någon", "role": "Ordförande", "organisation": "Föreningen"}),
            ("fact_box", {"heading": "Fakta", "text": self.rich_text()}),
            ("accordion", {"items": [{"heading": "Del", "text": self.rich_text()}]}),
            ("table", self.table()),
            ("video", {"title": "Film", "url": "https://youtu.be/abcdefghijk", "transcript": "Ord"}),
            *(("image", {"image": image, "caption": "Bild"}) for image in [*self.images, self.image_shown]),
            ("document_list", {"heading": "Dokument", "documents": documents}),
            ("link_list", {"heading": "Länkar", "links": [*links, *file_links]}),
            *(("call_to_action", {"heading": "Gör", "text": "Nu", "link": link}) for link in [*links[::6], links[-1]]),
            ("contact_list", {"heading": "Kontakter", "contacts": [*self.contacts, self.contact]}),
            ("organisation_list", {"heading": "Vi", "organisations": [*self.organisations, self.organisation]}),
            ("news_list", {"heading": "Nytt", "news": [*self.hidden["news"], self.public["news"]], "count": 12}),
            (
                "event_list",
                {
                    "heading": "Kommer",
                    "events": [
                        *self.hidden["activity"],
                        *self.hidden["conference"],
                        self.public["activity"],
                    ],
                    "count": 12,
                },
            ),
        ]

    def table(self) -> Any:
        """Return a table of one cell."""
        stored = {"columns": [{"type": "text", "heading": "Rad"}], "rows": [{"values": ["Cell"]}], "caption": "Tabell"}
        return BodyBlock().child_blocks["table"].to_python(stored)

    def rich_text(self) -> str:
        """Return a text with a link to everything that is hidden, and to a public page."""
        pages = [*(page for kind in self.hidden.values() for page in kind), self.public["platform"]]
        links = [f'<a linktype="page" id="{page.pk}">mer</a>' for page in pages]
        links += [f'<a linktype="document" id="{each.pk}">fil</a>' for each in [*self.documents, self.document_shown]]
        return f"<p>Läs {' '.join(links)}.</p>"

    def edges(self) -> None:
        """Lead from public pages to everything hidden, by every key and every list."""
        for page in self.public.values():
            page.body = self.body()
            page.save()
        self.lists()
        self.events()
        self.platform()
        self.front_pages()

    def lists(self) -> None:
        """The rows that pages of several types own."""
        for page in [*self.public.values(), self.contact_page]:
            for contact in [*self.contacts, self.contact]:
                PageContact.objects.create(page=page, contact=contact, responsibility="Anmälan")
            for document in [*self.documents, self.document_shown]:
                PageDocument.objects.create(page=page, document=document)
            for hidden in [*(page for kind in self.hidden.values() for page in kind), self.below]:
                RelatedPageLink.objects.create(page=page, target=hidden)
            for organisation in [*self.organisations, self.organisation]:
                FunderFactory(page=page, organisation=organisation, emblem=self.images[0], statement="Stöds")
            FunderFactory(page=page, organisation=self.organisation, emblem=self.image_shown, statement="Stöds")
        news = self.public["news"]
        for target in self.hidden["news"]:
            RelatedNewsLink.objects.create(page=news, target=target)
        news.tags.add("öppen")
        news.author, news.event, news.part_of_project = self.contact, self.public["activity"], self.public["project"]
        news.save()
        for number, project in enumerate(self.hidden["project"]):
            self.page(
                "news",
                f"Nyhet{number}",
                part_of_project=project,
                event=self.hidden["activity"][number],
                author=self.contacts[number % 2],
                listing_image=self.images[number % len(self.images)],
            )
            self.page("activity", f"Aktivitet{number}", part_of_project=project)
            DocumentFactory(title=f"Rapport {number}", part_of_project=project)
        self.document_shown.part_of_project = self.public["project"]
        self.document_shown.save()
        self.page("activity", "Projektaktivitet", part_of_project=self.public["project"])

    def events(self) -> None:
        """What events own: occasions with programmes, organisers, notices, and a summary now and one to come."""
        for kind in ("activity", "conference"):
            event = self.public[kind]
            event.part_of_project = self.public["project"]
            occasion = event.occasions.first()
            occasion.introduction = occasion.joining_note = self.rich_text()
            occasion.attendance, occasion.municipality, occasion.online_platform = "hybrid", "halmstad", "Teams"
            occasion.street_address, occasion.postal_code = "Gatan 1", "302 00"
            occasion.map_url = "https://karta.example.org/"
            occasion.registration_required, occasion.registration_url = True, "https://anmalan.example.org/"
            occasion.registration_opens_at = in_days(-3)
            occasion.registration_deadline = in_days(20)
            occasion.original_deadline = in_days(10)
            occasion.capacity, occasion.seats_left = 30, 10
            occasion.save()
            item = ProgrammeItemFactory(occasion=occasion, title="Programpunkt", description=self.rich_text())
            SpeakerFactory(item=item)
            for organisation in [*self.organisations, self.organisation]:
                EventOrganiser.objects.create(event=event, organisation=organisation)
            today = timezone.localdate()
            EventNotice.objects.create(event=event, text=self.expect("Ett öppet meddelande"))
            EventNotice.objects.create(event=event, text=self.mark("oldnotice", kind), valid_until=today + YESTERDAY)
            EventNotice.objects.create(event=event, text=self.mark("newnotice", kind), valid_from=today - YESTERDAY)
            for shown in (True, False):
                EventChange.objects.create(
                    event=event,
                    occasion=occasion,
                    field=ChangedField.PLACE,
                    before="Gamla salen",
                    after=self.expect("Nya salen") if shown else self.mark("change", kind),
                    changed_at=timezone.now(),
                    is_shown=shown,
                )
        conference = self.public["conference"]
        conference.summary_published_on = timezone.localdate() + YESTERDAY
        conference.summary_body = self.body()
        conference.save()
        self.page(
            "conference",
            "Kommandekonferens",
            summary_published_on=timezone.localdate() - YESTERDAY,
            summary_lead=self.mark("comingsummary"),
        )
        ConferenceKeyPoint.objects.create(conference=conference, text="Slutsats")
        for document in [*self.documents, self.document_shown]:
            ConferenceSummaryDocument.objects.create(conference=conference, document=document)

    def platform(self) -> None:
        """What the platform's pages own, and signatures of hidden agreements and by hidden organisations."""
        agreement = self.public["agreement"]
        Principle.objects.create(page=agreement, title="Princip", text=self.rich_text())
        group = WorkingGroup.objects.create(page=agreement, year=2024)
        for organisation in [*self.organisations, self.organisation]:
            WorkingGroupMember.objects.create(group=group, name="Medlem", organisation=organisation, role="Ordförande")
        for number, document in enumerate([*self.documents, self.document_shown]):
            version = AgreementVersion.objects.create(
                page=agreement, label=f"Version {number}", adopted_on=dt.date(2020 + number, 1, 1), document=document
            )
        for organisation in [*self.organisations, self.organisation]:
            SignatoryFactory(organisation=organisation, version=version)
        for number, hidden in enumerate(self.hidden["agreement"]):
            label = self.mark("version", str(number))
            shut = AgreementVersion.objects.create(page=hidden, label=label, adopted_on=dt.date(2020, 1, 1))
            SignatoryFactory(organisation=OrganisationFactory(name=f"Bunden {number}"), version=shut)
        project = self.public["project"]
        project.focus_areas = [self.focus]
        project.final_report = self.document_shown
        project.starts_on, project.ends_on = dt.date(2024, 1, 1), dt.date(2027, 1, 1)
        project.save()
        ProjectDecision.objects.filter(page=project).update(decided_on=dt.date(2024, 1, 1))
        ProjectOpportunity.objects.create(page=project, text="Möjlighet")
        for organisation in [*self.organisations, self.organisation]:
            ProjectPartner.objects.create(page=project, organisation=organisation)
        for document in [*self.documents, self.document_shown]:
            ProjectReport.objects.create(page=project, document=document)
        for number, document in enumerate(self.documents):
            self.page("project", f"Projekt{number}", final_report=document, listing_image=self.images[number])
        self.contact_page.introduction = self.rich_text()
        self.contact_page.body = self.body()
        self.contact_page.save()

    def front_pages(self) -> None:
        """The front pages: hero, cards, highlighted news."""
        for home, link in ((self.home, self.public["platform"]), (self.home_en, self.hidden["platform"][4])):
            home.refresh_from_db()
            home.hero_link_page, home.hero_image, home.hero_link_text = link, self.image_shown, "Läs"
            home.introduction, home.listing_image = self.rich_text(), self.image_shown
            home.body = self.body()
            home.save()
            for page in [*(page for kind in self.hidden.values() for page in kind), self.public["news"]]:
                HomePageCard.objects.create(home=home, page=page)
            HomePageCard.objects.create(home=home, page=self.public["project"], image=self.images[0])
            for page in [*self.hidden["news"], self.public["news"]]:
                HomePageNews.objects.create(home=home, news=page)

    def settings(self) -> None:
        """The site's words and menus."""
        hidden = (page for kind in self.hidden.values() for page in kind)
        pages = [*hidden, self.public["project"], self.public["platform"]]
        entries = [{"text": "", "page": page} for page in pages]
        outside = {"text": "Annat", "url": "https://annat.example.org/"}
        menu = [("item", {**entry, "children": entries[-1:]}) for entry in [*entries, outside]]
        menu.append(("item", {"text": "", "page": self.home, "children": entries}))
        Menus.objects.create(site=self.site, main=menu, footer=menu)
        settings = SiteSettings.objects.create(
            site=self.site,
            organisation_name=self.expect("Öppna nätverket"),
            accessibility_statement=self.public["platform"],
            footer=self.rich_text(),
            logo=self.image_shown,
        )
        SiteSettingsText.objects.create(settings=settings, locale=self.english, footer=self.rich_text())
        SocialLink.objects.create(settings=settings, service="linkedin", url="https://linkedin.example.org/")
        Redirect.objects.create(old_path="/gammal", redirect_page=self.public["news"], site=self.site)
        self.result.paths.append("/gammal")

    def previews(self) -> None:
        """Tokens that somebody kept: of previews that are closed, old or forged, and of links withdrawn and run out."""
        draft = type(self.public["news"]).objects.get(pk=self.public["news"].pk)
        draft.title = self.mark("closedpreview")
        self.result.tokens.append(draft.create_page_preview().token)
        withdraw_previews(draft)
        draft.title = self.mark("oldpreview")
        a_week_ago = timezone.now().timestamp() - 7 * 24 * 3600
        with mock.patch("time.time", return_value=a_week_ago):
            self.result.tokens.append(draft.create_page_preview().token)
        draft.title = self.mark("preview")
        self.result.tokens.append(draft.create_page_preview().token + "x")
        withdrawn, token = PreviewLink.issue(self.public["platform"], self.editor, 7)
        withdrawn.withdraw()
        _run_out, other_token = PreviewLink.issue(self.public["project"], self.editor, -1)
        self.result.tokens += [token, other_token]

    def other_site(self) -> None:
        """Another site on the same service, with hidden pages of its own and public ones that are its own alone."""
        marker = f"{MARK}elsewhere"
        self.result.elsewhere.append(marker)
        home = HomePageFactory(title=f"{marker}home", slug=f"{marker}home")
        site = Site.objects.create(hostname="other.example.org", port=443, root_page=home, site_name="Andra")
        news = NewsIndexPageFactory(parent=home, title=f"{marker}index", slug=f"{marker}index")
        events = EventIndexPageFactory(parent=home, title=f"{marker}events", slug=f"{marker}events")
        self.page("news", f"{marker}news", parent=news, slug="n")
        self.page("activity", f"{marker}event", parent=events, slug="e")
        self.page("platform", f"{marker}page", parent=home, slug="p")
        self.page("news", self.mark("otherdraft"), parent=news, live=False)
        SiteSettings.objects.create(
            site=site, organisation_name=f"{marker}name", accessibility_statement=self.hidden["platform"][4]
        )
        Menus.objects.create(
            site=site, main=[("item", {"text": "", "page": page, "children": []}) for page in self.hidden["platform"]]
        )
