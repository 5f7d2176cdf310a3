"""How far an event has come, decided here and nowhere else, from plain facts and an instant.

An event is in the first of these phases that fits:

1. ``CANCELLED``: every occasion is cancelled.
2. ``SUMMARISED``: it is over and its summary is published. A summary published while the event runs waits for its end.
3. ``PAST``: every occasion that is not cancelled is over.
4. ``ONGOING``: an occasion is running.
5. The registration of the next occasion, which is the first that is neither cancelled nor over:
   ``FULL`` (said by the organiser, or no seats left), ``REGISTRATION_CLOSED`` (the deadline has passed),
   ``EXTENDED`` (open past its original deadline), ``LAST_DAYS`` (open, the deadline is near), ``REGISTRATION_OPEN``.
   ``EXTENDED`` goes before ``LAST_DAYS``: it is news to those who thought that they were too late.
6. ``ANNOUNCED``: registration has not opened or is not needed, or the event has no occasion yet.

Borders belong to what follows: at the very instant of a deadline registration is closed, at the very start an occasion
runs. An occasion without an end is over when its day is, a registration without an opening date is open from the
start, one without a deadline until the occasion starts. The last days are ``LAST_DAYS`` days by the calendar and the
clock on the wall, so that a change to or from summer time moves nothing.

``phase_changes_at`` tries ``phase`` at every border ahead, so that the two cannot disagree.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone

from events.enums import EventPhase, OccasionStatus, RegistrationStatus

LAST_DAYS = 3


@dataclass(frozen=True)
class RegistrationFacts:
    """What is known about the registration for one occasion."""

    opens_at: dt.datetime | None = None
    deadline: dt.datetime | None = None
    original_deadline: dt.datetime | None = None
    seats_left: int | None = None


@dataclass(frozen=True)
class OccasionFacts:
    """What is known about one occasion; ``registration`` is ``None`` where nobody needs to register."""

    starts_at: dt.datetime
    ends_at: dt.datetime | None = None
    status: OccasionStatus = OccasionStatus.PLANNED
    registration: RegistrationFacts | None = None

    @property
    def is_cancelled(self) -> bool:
        """Whether the organiser has cancelled it."""
        return self.status == OccasionStatus.CANCELLED

    @property
    def over_at(self) -> dt.datetime:
        """The instant from which it is over: its end, else the end of the day on which it starts."""
        return self.ends_at or start_of_day(local_date(self.starts_at) + dt.timedelta(days=1))


@dataclass(frozen=True)
class EventFacts:
    """What is known about an event; ``summarised_at`` is the instant at which its summary is published."""

    occasions: Sequence[OccasionFacts] = ()
    summarised_at: dt.datetime | None = None


def phase(event: EventFacts, now: dt.datetime) -> EventPhase:
    """Return the phase that ``event`` is in at the instant ``now``."""
    now = _utc(now)
    if not event.occasions:
        return EventPhase.ANNOUNCED
    held = [occasion for occasion in event.occasions if not occasion.is_cancelled]
    if not held:
        return EventPhase.CANCELLED
    ahead = [occasion for occasion in held if now < _utc(occasion.over_at)]
    if not ahead:
        summarised = event.summarised_at is not None and _utc(event.summarised_at) <= now
        return EventPhase.SUMMARISED if summarised else EventPhase.PAST
    if any(_utc(occasion.starts_at) <= now for occasion in ahead):
        return EventPhase.ONGOING
    return _registration_phase(min(ahead, key=_start), now)


def phase_changes_at(event: EventFacts, now: dt.datetime) -> dt.datetime | None:
    """Return the next instant, in UTC, at which the phase changes by itself; ``None`` when only an editor can."""
    now = _utc(now)
    current = phase(event, now)
    ahead = sorted({border for border in map(_utc, borders(event)) if border > now})
    return next((border for border in ahead if phase(event, border) != current), None)


def borders(event: EventFacts) -> Iterator[dt.datetime]:
    """Yield every instant at which any answer of ``phase`` or ``registration_status`` can turn into another."""
    for occasion in event.occasions:
        yield occasion.starts_at
        yield occasion.over_at
        if registration := occasion.registration:
            instants = (registration.opens_at, registration.deadline, registration.original_deadline)
            yield from (instant for instant in instants if instant)
            if registration.deadline:
                yield _last_days_from(registration.deadline)
    if event.summarised_at:
        yield event.summarised_at


def registration_status(occasion: OccasionFacts, now: dt.datetime) -> RegistrationStatus:
    """Return whether one can register for ``occasion`` at the instant ``now``."""
    now, registration = _utc(now), occasion.registration
    if occasion.is_cancelled:
        return RegistrationStatus.CANCELLED
    if registration and _utc(occasion.starts_at) <= now:
        return RegistrationStatus.CLOSED
    if occasion.status == OccasionStatus.FULL or (registration and registration.seats_left == 0):
        return RegistrationStatus.FULL
    if not registration:
        return RegistrationStatus.NOT_REQUIRED
    if registration.deadline and _utc(registration.deadline) <= now:
        return RegistrationStatus.CLOSED
    waits = occasion.status != OccasionStatus.OPEN
    if waits and registration.opens_at and now < _utc(registration.opens_at):
        return RegistrationStatus.NOT_OPEN
    return RegistrationStatus.OPEN


def next_occasion(occasions: Sequence[OccasionFacts], now: dt.datetime) -> int | None:
    """Return the position of the occasion that a visitor wants to know about.

    It is the first that is neither cancelled nor over, else the last that was held, else the first of those cancelled.
    """
    now = _utc(now)
    positions = sorted(range(len(occasions)), key=lambda position: _start(occasions[position]))
    held = [position for position in positions if not occasions[position].is_cancelled]
    ahead = [position for position in held if now < _utc(occasions[position].over_at)]
    return next(iter(ahead or held[-1:] or positions), None)


def local_date(instant: dt.datetime) -> dt.date:
    """Return the date of an instant in the site's time zone."""
    return timezone.localdate(instant, timezone.get_default_timezone())


def start_of_day(day: dt.date) -> dt.datetime:
    """Return the first instant of a day in the site's time zone."""
    return dt.datetime.combine(day, dt.time.min, tzinfo=timezone.get_default_timezone())


def _registration_phase(occasion: OccasionFacts, now: dt.datetime) -> EventPhase:
    status, registration = registration_status(occasion, now), occasion.registration
    if status == RegistrationStatus.FULL:
        return EventPhase.FULL
    if status == RegistrationStatus.CLOSED:
        return EventPhase.REGISTRATION_CLOSED
    if status != RegistrationStatus.OPEN or registration is None:
        return EventPhase.ANNOUNCED
    if registration.original_deadline and _utc(registration.original_deadline) <= now:
        return EventPhase.EXTENDED
    if registration.deadline and _utc(_last_days_from(registration.deadline)) <= now:
        return EventPhase.LAST_DAYS
    return EventPhase.REGISTRATION_OPEN


def _last_days_from(deadline: dt.datetime) -> dt.datetime:
    return deadline.astimezone(timezone.get_default_timezone()) - dt.timedelta(days=LAST_DAYS)


def _start(occasion: OccasionFacts) -> dt.datetime:
    return _utc(occasion.starts_at)


def _utc(instant: dt.datetime) -> dt.datetime:
    """Return the instant in UTC: times of one zone compare by the clock on the wall, wrong in the repeated hour."""
    return instant.astimezone(dt.UTC)
