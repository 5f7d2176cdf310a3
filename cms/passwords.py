"""Pages behind a password: what opens them and for how long, and how often a client may try.

A token is signed and holds, for each restriction that it opens, when it was opened and a fingerprint of the restriction
and its password: a password that is changed, or a restriction that is taken away, makes the token worthless.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from wagtail.models import Page, PageViewRestriction

from cms.rate_limits import count

SALT = "cms.passwords"


@dataclass(frozen=True)
class Access:
    """What a right password gives: a token and until when it opens the page."""

    access_token: str
    expires_at: datetime


def unlock(page: Page | None, password: str, client: str, held: str | None = None) -> Access | None:
    """Return what ``password`` gives for a page, or ``None`` if it is wrong; nothing says what was wrong.

    Args:
        page: the page that nothing but a password hides; ``None`` for a path where there is none.
        password: as the visitor wrote it; spaces around it don't count, as in Wagtail's own form.
        client: whom attempts are counted for.
        held: a token of the visitor's; what it opens of this page stays open. Only a page with passwords at several
            levels needs it.

    Raises:
        RateExceeded: if the client has no attempts left, whatever the password.
    """
    # A path without such a page costs the same statements and a comparison as well.
    paths = [page.path[:end] for end in range(Page.steplen, len(page.path) + 1, Page.steplen)] if page else [""]
    restrictions = list(
        PageViewRestriction.objects.filter(page__path__in=paths, restriction_type=PageViewRestriction.PASSWORD)
    )
    # Paths without a password share one counter.
    counted = [count("PASSWORD_RATE", client, "page", key) for key in [r.pk for r in restrictions] or [0]]
    given = password.strip().encode(errors="surrogatepass")
    stored = [restriction.password.encode() for restriction in restrictions] or [b"\0"]
    right = [constant_time_compare(given, secret) and bool(secret) for secret in stored]
    if not restrictions or not any(right):
        return None
    for attempt in filter(None, counted):
        attempt.give_back()
    now = int(timezone.now().timestamp())
    before = _read(held)
    opened = {r.pk: before[r.pk] for r in restrictions if r.pk in before}
    opened |= {r.pk: now for r, is_right in zip(restrictions, right, strict=True) if is_right}
    token = Signer(salt=SALT).sign_object(
        [[r.pk, opened[r.pk], _fingerprint(r)] for r in restrictions if r.pk in opened]
    )
    return Access(token, datetime.fromtimestamp(min(opened.values()), UTC) + _lifetime())


def unlocked_by(token: str | None) -> frozenset[int]:
    """Return the keys of the restrictions that a token opens now: none if it is wrong, old or revoked."""
    return frozenset(_read(token))


def _read(token: str | None) -> dict[int, int]:
    """Return when each restriction was opened that a token opens now, by the restriction's key."""
    if not token:
        return {}
    try:
        entries = Signer(salt=SALT).unsign_object(token)
    except (BadSignature, ValueError):
        return {}
    oldest = (timezone.now() - _lifetime()).timestamp()
    said = {key: (opened, fingerprint) for key, opened, fingerprint in entries if opened > oldest}
    restrictions = PageViewRestriction.objects.filter(restriction_type=PageViewRestriction.PASSWORD, pk__in=said)
    return {r.pk: said[r.pk][0] for r in restrictions if constant_time_compare(said[r.pk][1], _fingerprint(r))}


def _fingerprint(restriction: PageViewRestriction) -> str:
    secret = f"{restriction.pk}:{restriction.page_id}:{restriction.password}"
    return salted_hmac(SALT, secret, algorithm="sha256").hexdigest()


def _lifetime() -> timedelta:
    return timedelta(seconds=settings.ACCESS_TOKEN_SECONDS)
