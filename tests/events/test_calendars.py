"""Calendar files: what an entry says, who may have it, and what a feed holds and costs."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.translation import gettext
from icalendar import Calendar, Timezone
from wagtail.models import Locale, PageViewRestriction, Site

from events.calendars import ZONE_RULES
from events.enums import OccasionStatus
from events.models import ActivityPage, Occasion
from tests.factories.events import (
    ActivityPageFactory,
    ConferencePageFactory,
    EventIndexPageFactory,
    OccasionFactory,
    in_days,
)
from tests.factories.home import HomePageFactory

pytestmark = pytest.mark.django_db

STOCKHOLM = ZoneInfo("Europe/Stockholm")
FEED = "/calendar/events.ics"
PUBLISHED = dt.datetime(2025, 9, 1, 10, 0, tzinfo=dt.UTC)
SECRET = "hemligt"


def at(month, day, hour=0, minute=0):
    """Return an instant of 2025 by the clock in Stockholm."""
    return dt.datetime(2025, month, day, hour, minute, tzinfo=STOCKHOLM)


def fresh(page):
    """Return the page as a visitor's request loads it."""
    return type(page).objects.get(pk=page.pk)


def of_event(page):
    return f"/calendar/events/{page.pk}.ics"


def of_occasion(occasion):
    return f"/calendar/occasions/{occasion.pk}.ics"


@pytest.fixture
def entries(client, site):
    """Return a function that reads the entries of a calendar file."""

    def read(url):
        response = client.get(url)
        assert response.status_code == 200
        return Calendar.from_ical(response.content).events

    return read


@pytest.fixture
def two_steps(event_index, site):
    """A conference in two steps: a digital pre-meeting in summer time, then a day on site in winter time."""
    first = OccasionFactory.build(
        online=True,
        title="Förmöte",
        starts_at=at(10, 16, 15),
        ends_at=at(10, 16, 16, 30),
        joining_note="<p>Länken kommer <b>dagen före</b>;</p><p>håll utkik.</p>",
        registration_required=True,
        registration_email="anmalan@example.org",
        registration_deadline=at(10, 9, 23, 59),
    )
    second = OccasionFactory.build(
        starts_at=at(11, 12, 9),
        ends_at=None,
        venue_name="Rosängen",
        street_address="Storgatan 1",
        postal_code="311 31",
        city="Falkenberg",
    )
    return ConferencePageFactory(
        parent=event_index,
        title="På vems villkor?",
        slug="pa-vems-villkor",
        summary="En konferens i två steg, om makt och hälsa.",
        last_published_at=PUBLISHED,
        occasions=[first, second],
    )


class TestFile:
    """A whole file."""

    def test_says_everything(self, client, two_steps):
        first, second = two_steps.occasions.all()
        with translation.override("sv"):
            deadline = gettext("Register no later than: %(moment)s") % {"moment": "9 oktober 2025 23:59"}
        response = client.get(of_event(two_steps))
        head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//hok-cms//events//EN"]
        pre_meeting = [
            "BEGIN:VEVENT",
            "SUMMARY:På vems villkor? – Förmöte",
            "DTSTART;TZID=Europe/Stockholm:20251016T150000",
            "DTEND;TZID=Europe/Stockholm:20251016T163000",
            "DTSTAMP:20250901T100000Z",
            f"UID:occasion-{first.pk}@front.example.org",
            "SEQUENCE:810036000",
            "DESCRIPTION:En konferens i två steg\\, om makt och hälsa.\\n\\n"
            f"Länken kommer dagen före\\;\\n\\nhåll utkik.\\n\\n{deadline}",
            "LAST-MODIFIED:20250901T100000Z",
            "LOCATION:Teams",
            "STATUS:CONFIRMED",
            "URL:https://front.example.org/aktiviteter/pa-vems-villkor/",
            "END:VEVENT",
        ]
        conference = [
            "BEGIN:VEVENT",
            "SUMMARY:På vems villkor?",
            "DTSTART;TZID=Europe/Stockholm:20251112T090000",
            "DTSTAMP:20250901T100000Z",
            f"UID:occasion-{second.pk}@front.example.org",
            "SEQUENCE:810036000",
            "DESCRIPTION:En konferens i två steg\\, om makt och hälsa.",
            "LAST-MODIFIED:20250901T100000Z",
            "LOCATION:Rosängen\\, Storgatan 1\\, 311 31 Falkenberg",
            "STATUS:CONFIRMED",
            "URL:https://front.example.org/aktiviteter/pa-vems-villkor/",
            "END:VEVENT",
        ]
        zone, lines = [], unfolded(response.content)
        while "END:VTIMEZONE" not in zone:
            zone.append(lines.pop(len(head)))
        assert lines == [*head, *pre_meeting, *conference, "END:VCALENDAR"]
        assert sorted(zone) == sorted(ZONE_RULES.splitlines())

    def test_lines_end_and_fold_as_they_must(self, client, two_steps):
        content = client.get(of_event(two_steps)).content
        assert content.endswith(b"END:VCALENDAR\r\n")
        assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")
        assert max(map(len, content.split(b"\r\n"))) <= 75

    def test_of_one_occasion_has_that_alone(self, entries, two_steps):
        first, second = two_steps.occasions.all()
        assert [entry.uid for entry in entries(of_event(two_steps))] == [uid(first), uid(second)]
        assert [entry.uid for entry in entries(of_occasion(second))] == [uid(second)]

    @pytest.mark.parametrize(
        ("address", "name"),
        [
            (of_event, "pa-vems-villkor.ics"),
            (lambda page: of_occasion(page.occasions.all()[0]), "pa-vems-villkor-{first}.ics"),
            (lambda _page: FEED, "events.ics"),
        ],
        ids=["event", "occasion", "feed"],
    )
    def test_headers(self, client, two_steps, address, name):
        response = client.get(address(two_steps))
        name = name.format(first=two_steps.occasions.all()[0].pk)
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        assert response["Content-Disposition"] == f'attachment; filename="{name}"'
        assert not response.cookies
        assert response["Vary"] == "origin"
        again = client.get(address(two_steps), headers={"If-None-Match": response["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        head = client.head(address(two_steps))
        assert (head.status_code, head.content) == (200, b"")
        assert head["Content-Type"] == response["Content-Type"]
        assert client.post(address(two_steps)).status_code == 405


class TestEntry:
    """What an entry makes of an occasion."""

    def test_times_are_right_before_and_after_the_clock_changes(self, entries, two_steps):
        first, second = entries(of_event(two_steps))
        assert first.start.astimezone(dt.UTC) == dt.datetime(2025, 10, 16, 13, tzinfo=dt.UTC)
        assert second.start.astimezone(dt.UTC) == dt.datetime(2025, 11, 12, 8, tzinfo=dt.UTC)

    def test_the_zone_in_the_file_changes_when_the_clocks_do(self):
        zone = Timezone.from_ical(ZONE_RULES).to_tz(lookup_tzid=False)
        hours = [
            dt.datetime(year, month, day, hour, tzinfo=STOCKHOLM)
            for year in range(2000, 2050)
            for month in (3, 10)
            for day in range(24, 32)
            for hour in (1, 4)
        ]
        assert [hour.replace(tzinfo=zone).utcoffset() for hour in hours] == [hour.utcoffset() for hour in hours]

    def test_an_unknown_end_is_not_made_up(self, entries, two_steps):
        assert ["DTEND" in entry for entry in entries(of_event(two_steps))] == [True, False]

    @pytest.mark.parametrize(
        ("status", "shown"),
        [(status, "CANCELLED" if status == OccasionStatus.CANCELLED else "CONFIRMED") for status in OccasionStatus],
    )
    def test_only_a_cancelled_one_is_off(self, entries, event_index, status, shown):
        cancelled = OccasionFactory.build(with_registration=True, status=status)
        page = ActivityPageFactory(parent=event_index, summary="Kort.", occasions=[cancelled])
        [entry] = entries(of_event(page))
        assert entry["STATUS"] == shown
        assert (entry["DESCRIPTION"] == "Kort.") == (status == OccasionStatus.CANCELLED)

    @pytest.mark.parametrize(
        ("occasion", "place"),
        [
            ({"online": True, "online_platform": "Zoom"}, "Zoom"),
            ({"attendance": "hybrid", "online_platform": "Teams"}, "Halmstads Teater, Halmstad"),
            ({"attendance": "hybrid", "online_platform": "Teams", "venue_name": "", "city": ""}, "Teams"),
            ({"venue_name": "", "city": "", "postal_code": "302 42"}, "302 42"),
            ({"venue_name": "", "city": ""}, None),
        ],
    )
    def test_place(self, entries, event_index, occasion, place):
        page = ActivityPageFactory(parent=event_index, occasions=[OccasionFactory.build(**occasion)])
        [entry] = entries(of_event(page))
        assert entry.get("LOCATION") == place

    def test_a_deadline_counts_only_where_one_registers(self, entries, event_index):
        left_over = OccasionFactory.build(with_registration=True, registration_required=False)
        page = ActivityPageFactory(parent=event_index, summary="", occasions=[left_over])
        [entry] = entries(of_event(page))
        assert "DESCRIPTION" not in entry

    def test_is_in_the_language_of_the_page(self, entries, two_steps):
        copy = two_steps.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
        copy.title, copy.summary = "On whose terms?", ""
        copy.save_revision().publish()
        entry, _second = entries(of_event(copy))
        assert entry["SUMMARY"] == "On whose terms? – Förmöte"
        assert entry["DESCRIPTION"].endswith("Register no later than: 9 October 2025 23:59")
        assert entry["URL"] == "https://front.example.org/en/aktiviteter/pa-vems-villkor/"

    def test_the_address_is_a_uri(self, entries, event_index):
        page = ActivityPageFactory(parent=event_index, slug="må-bra")
        [entry] = entries(of_event(page))
        assert entry["URL"] == "https://front.example.org/aktiviteter/m%C3%A5-bra/"

    def test_publishing_again_raises_the_sequence_and_keeps_the_id(self, entries, two_steps):
        before = entries(of_event(two_steps))
        page = fresh(two_steps)
        occasion = page.occasions.all()[1]
        occasion.starts_at += dt.timedelta(days=7)
        page.occasions.add(occasion)
        page.save_revision().publish()
        after = entries(of_event(two_steps))
        assert [entry.uid for entry in after] == [entry.uid for entry in before]
        assert [entry.start.day for entry in after] == [16, 19]
        assert all(new.sequence > old.sequence for new, old in zip(after, before, strict=True))
        assert all(new.DTSTAMP > old.DTSTAMP for new, old in zip(after, before, strict=True))

    @pytest.mark.parametrize("instant", [None, dt.datetime(1999, 12, 31, tzinfo=dt.UTC)])
    def test_without_a_date_of_publication_the_sequence_starts(self, entries, event_index, instant):
        [entry] = entries(of_event(ActivityPageFactory(parent=event_index, last_published_at=instant)))
        assert entry.sequence == 0


def draft(page):
    page.unpublish()


def expired(page):
    page.expire_at = timezone.now() - dt.timedelta(seconds=1)
    page.save()


def behind_a_login(page):
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type=PageViewRestriction.LOGIN)


def outside_every_site(_page):
    Site.objects.all().delete()


class TestHidden:
    """What nobody may see has no file."""

    @pytest.mark.parametrize("hide", [draft, expired, behind_a_login, outside_every_site])
    def test_an_event(self, client, site, event_index, hide):
        page = ActivityPageFactory(parent=event_index, title=SECRET, slug=SECRET)
        addresses = [of_event(page), of_occasion(page.occasions.get()), FEED]
        assert all(SECRET in client.get(address).content.decode() for address in addresses)
        hide(page)
        responses = [client.get(address) for address in addresses]
        assert not any(SECRET in response.content.decode() for response in responses)
        assert [response.status_code for response in responses[:2]] == [404, 404]

    def test_the_draft_of_an_event_that_is_public(self, client, site, event_index):
        page = fresh(ActivityPageFactory(parent=event_index, title="Öppet hus"))
        page.title = SECRET
        page.occasions = [OccasionFactory.build(title=SECRET)]
        page.save_revision()
        occasion = Occasion.objects.get()
        for address in (of_event(page), of_occasion(occasion), FEED):
            content = client.get(address).content.decode()
            assert "Öppet hus" in content
            assert SECRET not in content

    @pytest.mark.parametrize("kind", ["events", "occasions"])
    @pytest.mark.parametrize("key", ["0", "999999", "9" * 40, "x", "-1", "1 or 1"])
    def test_what_does_not_exist(self, client, two_steps, kind, key):
        assert client.get(f"/calendar/{kind}/{key}.ics").status_code == 404

    def test_an_event_without_a_date(self, client, site, event_index):
        assert client.get(of_event(ActivityPageFactory(parent=event_index, occasions=[]))).status_code == 404

    def test_a_page_of_another_kind(self, client, site, event_index):
        assert client.get(of_event(event_index)).status_code == 404


class TestFeed:
    """The upcoming events."""

    def test_holds_what_is_ahead_the_soonest_first(self, entries, event_index):
        late = OccasionFactory.build(starts_at=in_days(9), title="Sedan")
        off = OccasionFactory.build(starts_at=in_days(8), title="Inställt", status=OccasionStatus.CANCELLED)
        over = OccasionFactory.build(starts_at=in_days(-9), title="Förut")
        ActivityPageFactory(parent=event_index, title="Serie", occasions=[over, off, late])
        ActivityPageFactory(parent=event_index, title="Snart", occasions=[OccasionFactory.build(starts_at=in_days(1))])
        ActivityPageFactory(parent=event_index, title="Över", occasions=[OccasionFactory.build(starts_at=in_days(-1))])
        ConferencePageFactory(parent=event_index, title="Odaterad", occasions=[])
        shown = [(entry["SUMMARY"], entry["STATUS"]) for entry in entries(FEED)]
        assert shown == [
            ("Serie – Förut", "CONFIRMED"),
            ("Serie – Inställt", "CANCELLED"),
            ("Serie – Sedan", "CONFIRMED"),
            ("Snart", "CONFIRMED"),
        ]

    @pytest.mark.parametrize(
        ("query", "shown"),
        [
            ("kind=conference", ["Konferens"]),
            ("kind=ACTIVITY&municipality=", ["Distans", "Teater"]),
            ("municipality=Halmstad", ["Teater"]),
            ("municipality=varberg", ["Konferens"]),
            ("attendance=online", ["Distans"]),
            ("attendance=on_site&kind=activity", ["Teater"]),
            ("kind=conference&municipality=laholm", []),
        ],
    )
    def test_filters(self, entries, event_index, query, shown):
        def add(factory, title, **occasion):
            factory(parent=event_index, title=title, occasions=[OccasionFactory.build(**occasion)])

        add(ActivityPageFactory, "Teater")
        add(ActivityPageFactory, "Distans", online=True)
        add(ConferencePageFactory, "Konferens", municipality="varberg")
        assert sorted(entry["SUMMARY"] for entry in entries(f"{FEED}?{query}")) == shown

    @pytest.mark.parametrize(
        "query", ["kind=party", "municipality=Oslo", "attendance=x", "site=x", "locale=fi", "kind=%00", "site=%00"]
    )
    def test_what_cannot_be_used_is_not_found(self, client, site, query):
        assert client.get(f"{FEED}?{query}").status_code == 404

    def test_of_another_site_or_language(self, entries, event_index, root_page):
        page = ActivityPageFactory(parent=event_index, title="Här")
        page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True).save_revision().publish()
        other = HomePageFactory(parent=root_page, slug="annan")
        Site.objects.create(hostname="other.example.org", port=443, root_page=other)
        ActivityPageFactory(parent=EventIndexPageFactory(parent=other), title="Där")
        [english] = entries(f"{FEED}?locale=en")
        assert english["URL"].startswith("https://front.example.org/en/")
        assert [entry["SUMMARY"] for entry in entries(f"{FEED}?site=other.example.org")] == ["Där"]

    def test_is_of_the_default_site_in_its_language(self, entries, event_index, root_page):
        page = ActivityPageFactory(parent=event_index, title="Här")
        page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True).save_revision().publish()
        other = HomePageFactory(parent=root_page, slug="annan")
        Site.objects.create(hostname="other.example.org", port=443, root_page=other)
        elsewhere = ActivityPageFactory(parent=EventIndexPageFactory(parent=other), title="Där")
        assert [entry["SUMMARY"] for entry in entries(FEED)] == ["Här"]
        [entry] = entries(of_event(elsewhere))
        assert entry.uid == f"occasion-{elsewhere.occasions.get().pk}@other.example.org"

    @pytest.mark.parametrize(("name", "shown"), [("HÖK", "HÖK"), ("", "Halländska Överenskommelsen")])
    def test_says_what_it_is_called(self, client, site, name, shown):
        Site.objects.update(site_name=name)
        calendar = Calendar.from_ical(client.get(FEED).content)
        assert calendar["X-WR-CALNAME"] == shown
        assert [component.name for component in calendar.subcomponents] == ["VTIMEZONE"]

    def test_needs_a_default_site(self, client, site):
        Site.objects.update(is_default_site=False)
        assert client.get(FEED).status_code == 404

    def test_costs_the_same_for_one_event_and_for_three(self, client, site, event_index):
        def add():
            note = f'<a linktype="page" id="{event_index.pk}">Alla</a>'
            occasions = [
                OccasionFactory.build(with_registration=True, joining_note=note),
                OccasionFactory.build(online=True, joining_note=note),
            ]
            ActivityPageFactory(parent=event_index, occasions=occasions)

        def cost():
            client.get(FEED)
            with CaptureQueriesContext(connection) as queries:
                response = client.get(FEED)
            return len(queries), len(Calendar.from_ical(response.content).events)

        add()
        one = cost()
        add()
        add()
        three = cost()
        assert (one[1], three[1]) == (2, 6)
        assert one[0] == three[0] <= 6


class TestGraphQL:
    """Where front ends find the files."""

    QUERY = """query($path: String!) {
        page(path: $path) { ... on EventInterface { calendarUrl occasions { calendarUrl } } }
        eventFeedUrls { ical rss atom }
    }"""

    def test_addresses(self, query_data, client, settings, two_steps):
        settings.WAGTAILADMIN_BASE_URL = "https://cms.example.org"
        data = query_data(self.QUERY, path="/aktiviteter/pa-vems-villkor/")
        first, second = two_steps.occasions.all()
        assert data == {
            "page": {
                "calendarUrl": f"https://cms.example.org{of_event(two_steps)}",
                "occasions": [
                    {"calendarUrl": f"https://cms.example.org{of_occasion(first)}"},
                    {"calendarUrl": f"https://cms.example.org{of_occasion(second)}"},
                ],
            },
            "eventFeedUrls": {
                "ical": f"https://cms.example.org{FEED}",
                "rss": "https://cms.example.org/feeds/events.rss",
                "atom": "https://cms.example.org/feeds/events.atom",
            },
        }

    def test_an_event_without_a_date_has_none(self, query_data, site, event_index):
        ActivityPageFactory(parent=event_index, slug="odaterad", occasions=[])
        data = query_data(self.QUERY, path="/aktiviteter/odaterad/")
        assert data["page"] == {"calendarUrl": None, "occasions": []}

    def test_a_draft_that_is_not_saved_has_none(self):
        page = ActivityPage(title="Utkast")
        page.occasions.add(OccasionFactory.build())
        page.set_dates()
        assert page.starts_at is not None
        assert page.calendar_url is None
        assert [occasion.calendar_url for occasion in page.related("occasions")] == [None]


def uid(occasion):
    return f"occasion-{occasion.pk}@front.example.org"


def unfolded(content):
    return content.decode().replace("\r\n ", "").split("\r\n")[:-1]
