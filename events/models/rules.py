"""What must hold for every occasion, in the database and in the form."""

from django.db.models import BaseConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from cms.constraints import FieldRule
from events.enums import EventAttendance

OCCASION_RULES: list[BaseConstraint] = [
    FieldRule(
        field="ends_at",
        name="occasion_ends_after_start",
        condition=Q(ends_at__gt=F("starts_at")),
        violation_error_message=_("An occasion ends after it starts."),
    ),
    FieldRule(
        field="attendance",
        name="occasion_online_has_no_venue",
        condition=~Q(attendance=EventAttendance.ONLINE) | Q(venue_name="", street_address=""),
        violation_error_message=_("An occasion that is online only has no venue. Is it both?"),
    ),
    FieldRule(
        field="online_platform",
        name="occasion_on_site_has_no_platform",
        condition=~Q(attendance=EventAttendance.ON_SITE) | Q(online_platform=""),
        violation_error_message=_("An occasion that is on site only has no online platform. Is it both?"),
    ),
    FieldRule(
        field="registration_deadline",
        name="occasion_deadline_by_start",
        condition=Q(registration_deadline__lte=F("starts_at")),
        violation_error_message=_("The deadline is after the occasion starts."),
    ),
    FieldRule(
        field="registration_opens_at",
        name="occasion_registration_opens_before_deadline",
        condition=Q(registration_opens_at__lt=F("registration_deadline")),
        violation_error_message=_("Registration opens after its deadline."),
    ),
    FieldRule(
        field="registration_opens_at",
        name="occasion_registration_opens_before_start",
        condition=Q(registration_opens_at__lt=F("starts_at")),
        violation_error_message=_("Registration opens after the occasion starts."),
    ),
    FieldRule(
        field="registration_deadline",
        name="occasion_extended_deadline_is_known",
        condition=Q(original_deadline=None) | Q(registration_deadline__isnull=False),
        violation_error_message=_("There is an original deadline: fill in the extended one too."),
    ),
    FieldRule(
        field="original_deadline",
        name="occasion_original_deadline_is_earlier",
        condition=Q(original_deadline__lt=F("registration_deadline")),
        violation_error_message=_("The original deadline is before the extended one."),
    ),
    FieldRule(
        field="registration_url",
        name="occasion_registration_has_an_address",
        condition=Q(registration_required=False) | ~Q(registration_url="") | ~Q(registration_email=""),
        violation_error_message=_("Tell visitors how to register: a web address or an e-mail address."),
    ),
    FieldRule(
        field="capacity",
        name="occasion_seats_left_of_a_number",
        condition=Q(seats_left=None) | Q(capacity__isnull=False),
        violation_error_message=_("There are seats left: fill in how many there are in all."),
    ),
    FieldRule(
        field="seats_left",
        name="occasion_seats_left_within_capacity",
        condition=Q(seats_left__lte=F("capacity")),
        violation_error_message=_("There cannot be more seats left than there are in all."),
    ),
]
