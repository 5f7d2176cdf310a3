"""Rules of the rows: the form and the database refuse the same, and the form says so at the field to change."""

import datetime as dt

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cms.constraints import FieldRule
from tests.factories.events import (
    ActivityPageFactory,
    ConferencePageFactory,
    EventNoticeFactory,
    OccasionFactory,
    ProgrammeItemFactory,
    SpeakerFactory,
)

START = dt.datetime(2025, 10, 16, 13, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


@pytest.fixture
def make(event_index):
    """Return a function that makes a valid row of a kind."""

    def occasion():
        event = ActivityPageFactory(parent=event_index, occasions=[])
        return OccasionFactory(event=event, starts_at=START, ends_at=START + HOUR)

    makers = {
        "occasion": occasion,
        "programmeitem": lambda: ProgrammeItemFactory(occasion=occasion()),
        "speaker": lambda: SpeakerFactory(item=ProgrammeItemFactory(occasion=occasion())),
        "eventnotice": lambda: EventNoticeFactory(event=ActivityPageFactory(parent=event_index)),
        "conferencepage": lambda: ConferencePageFactory(parent=event_index),
    }
    return lambda model_name: makers[model_name]()


BROKEN = [
    ("occasion_ends_after_start", "ends_at", {"ends_at": START}),
    ("occasion_ends_after_start", "ends_at", {"ends_at": START - HOUR}),
    ("occasion_online_has_no_venue", "attendance", {"attendance": "online"}),
    (
        "occasion_online_has_no_venue",
        "attendance",
        {"attendance": "online", "venue_name": "", "street_address": "Storgatan 1"},
    ),
    ("occasion_on_site_has_no_platform", "online_platform", {"online_platform": "Teams"}),
    ("occasion_deadline_by_start", "registration_deadline", {"registration_deadline": START + HOUR}),
    (
        "occasion_registration_opens_before_deadline",
        "registration_opens_at",
        {"registration_opens_at": START - HOUR, "registration_deadline": START - HOUR},
    ),
    ("occasion_registration_opens_before_start", "registration_opens_at", {"registration_opens_at": START}),
    ("occasion_extended_deadline_is_known", "registration_deadline", {"original_deadline": START - DAY}),
    (
        "occasion_original_deadline_is_earlier",
        "original_deadline",
        {"original_deadline": START - DAY, "registration_deadline": START - DAY},
    ),
    ("occasion_registration_has_an_address", "registration_url", {"registration_required": True}),
    ("occasion_seats_left_of_a_number", "capacity", {"seats_left": 3}),
    ("occasion_seats_left_within_capacity", "seats_left", {"seats_left": 3, "capacity": 2}),
    ("programmeitem_ends_after_start", "end_time", {"end_time": dt.time(12, 0)}),
    ("programmeitem_day_from_one", "day", {"day": 0}),
    (
        "eventnotice_ends_after_start",
        "valid_until",
        {"valid_from": dt.date(2025, 10, 2), "valid_until": dt.date(2025, 10, 1)},
    ),
    ("speaker_has_a_name_or_an_organisation", "name", {"name": "", "organisation": ""}),
    ("conferencepage_summary_has_a_lead", "summary_lead", {"summary_published_on": dt.date(2025, 12, 1)}),
]


@pytest.mark.parametrize(("rule", "field", "changes"), BROKEN)
def test_form_and_database_refuse_the_same(make, rule, field, changes):
    row = make(rule.split("_")[0])
    row.full_clean()
    for name, value in changes.items():
        setattr(row, name, value)
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert list(refused.value.message_dict) == [field]
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**changes)


@pytest.mark.parametrize(
    ("model_name", "changes"),
    [
        ("occasion", {"ends_at": None}),
        ("occasion", {"attendance": "online", "venue_name": "", "online_platform": "Teams"}),
        ("occasion", {"attendance": "hybrid", "online_platform": "Teams"}),
        ("occasion", {"registration_deadline": START}),
        ("occasion", {"registration_opens_at": START - DAY, "registration_deadline": START - HOUR}),
        ("occasion", {"original_deadline": START - DAY, "registration_deadline": START - HOUR}),
        ("occasion", {"registration_required": True, "registration_email": "anmalan@example.org"}),
        ("occasion", {"registration_required": True, "registration_url": "https://anmalan.example.org/"}),
        ("occasion", {"seats_left": 0, "capacity": 0}),
        ("programmeitem", {"end_time": None}),
        ("eventnotice", {"valid_from": dt.date(2025, 10, 1), "valid_until": dt.date(2025, 10, 1)}),
        ("eventnotice", {"valid_until": dt.date(2025, 10, 1)}),
        ("speaker", {"name": ""}),
        ("speaker", {"organisation": ""}),
        ("conferencepage", {"summary_published_on": dt.date(2025, 12, 1), "summary_lead": "Så blev det."}),
    ],
)
def test_form_and_database_accept_the_same(make, model_name, changes):
    row = make(model_name)
    for name, value in changes.items():
        setattr(row, name, value)
    row.full_clean()
    type(row).objects.filter(pk=row.pk).update(**changes)


def test_every_rule_is_tested():
    rules = {
        constraint.name
        for model in apps.get_app_config("events").get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, FieldRule)
    }
    assert rules == {rule for rule, _field, _changes in BROKEN}


def test_a_rule_is_silent_about_a_field_that_is_wrong_already(make):
    row = make("occasion")
    row.ends_at = START - HOUR
    row.full_clean(exclude=["ends_at"])


def test_a_rule_survives_a_migration():
    rule = next(c for c in apps.get_model("events", "Occasion")._meta.constraints if c.name.endswith("after_start"))
    copy = rule.clone()
    assert copy == rule
    assert copy.field == "ends_at"
