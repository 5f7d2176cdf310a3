"""What an editor makes codes with: an app on a phone, and recovery codes for the day when it is lost."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django_otp import DEVICE_ID_SESSION_KEY, verify_token
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

MODES = ("off", "optional", "required")
"""What the setting ``TWO_FACTOR`` can say: nobody is asked for a code, who has chosen to, everybody."""

RECOVERY_CODES = 10
"""How many recovery codes an editor gets at a time."""


def is_on() -> bool:
    """Return whether codes are asked for at all."""
    return bool(settings.TWO_FACTOR != "off")


def is_required() -> bool:
    """Return whether everybody who uses the admin must have a code."""
    return bool(settings.TWO_FACTOR == "required")


def phone_of(user: Any) -> TOTPDevice | None:
    """Return the app that a user signs in with, or ``None`` for one who signs in with a password alone."""
    return TOTPDevice.objects.devices_for_user(user, confirmed=True).first()


def must_give_code(request: HttpRequest, user: Any) -> bool:
    """Return whether a session's user has to give a code, or to get a phone for codes, before it opens anything."""
    if not user.is_authenticated or has_given_code(request, user):
        return False
    return is_required() or phone_of(user) is not None


def has_given_code(request: HttpRequest, user: Any) -> bool:
    """Return whether the session began with a code, from something that the user still has.

    The library's middleware asks the same of every request; it wraps the user a second time, which Wagtail's log of
    changes does not expect.
    """
    device = Device.from_persistent_id(request.session.get(DEVICE_ID_SESSION_KEY, ""))
    return device is not None and device.confirmed and device.user_id == user.pk


def begin(user: Any) -> TOTPDevice:
    """Return an app with a new key, which counts for nothing until a code from it has been given.

    A key that was shown before is thrown away: whoever saw it may be somebody else.
    """
    with transaction.atomic():
        TOTPDevice.objects.devices_for_user(user, confirmed=False).delete()
        return TOTPDevice.objects.create(user=user, name="app", confirmed=False)


def begun_by(user: Any) -> TOTPDevice | None:
    """Return the app whose key the user has been shown last and has not given a code from yet."""
    return TOTPDevice.objects.devices_for_user(user, confirmed=False).first()


def confirm(user: Any, code: str) -> TOTPDevice | None:
    """Make the app that was begun the user's own, if the code is from it; return it, or ``None``."""
    begun = begun_by(user)
    if begun is None or verify_token(user, begun.persistent_id, _plain(code)) is None:
        return None
    begun.refresh_from_db()
    begun.confirmed = True
    begun.save(update_fields=["confirmed"])
    return begun


def verified_device(user: Any, code: str) -> Device | None:
    """Return what made a code for this user, or ``None`` if nothing did; no code is right twice.

    After a wrong code the library waits before it looks at the next, twice as long each time.
    """
    plain = _plain(code)
    model = TOTPDevice if plain.isdecimal() else StaticDevice
    device = model.objects.devices_for_user(user, confirmed=True).first()
    return verify_token(user, device.persistent_id, plain) if device else None


def new_recovery_codes(user: Any) -> list[str]:
    """Return new recovery codes for a user, each good once; those from before are good no more."""
    with transaction.atomic():
        device, _made = StaticDevice.objects.get_or_create(user=user, defaults={"name": "recovery"})
        device.token_set.all().delete()
        codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
        device.token_set.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def recovery_codes_left(user: Any) -> int:
    """Return how many recovery codes a user has not used."""
    return StaticToken.objects.filter(device__user=user).count()


def remove(user: Any) -> bool:
    """Let a user sign in with a password alone again; return whether a code was asked for until now."""
    with transaction.atomic():
        had_one = phone_of(user) is not None
        TOTPDevice.objects.devices_for_user(user).delete()
        StaticDevice.objects.devices_for_user(user).delete()
    return had_one


def _plain(code: str) -> str:
    """Return a code without the spaces and dashes that make it easier to read."""
    return "".join(each for each in code if each.isalnum()).lower()
