"""How often a client may do something: the rates are settings, the counting is the library limits'.

Counters are in Redis if ``CACHE_URL`` is one, else in this process. A window begins with the first attempt in it.
"""

import logging
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from math import ceil
from threading import Lock

from django.conf import settings
from django.utils import timezone
from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import RedisStorage, Storage

from cms.clients import Sent, address_of, client_of

logger = logging.getLogger(__name__)

MAX_COUNTERS = 50_000
"""How many counters a process keeps: some tens of megabytes at most."""

RATES = ("GRAPHQL_RATE", "PASSWORD_RATE", "SIGN_IN_RATE", "PASSWORD_RESET_RATE")
"""The settings that hold a rate: ``10/5 minutes``, or an empty text for no limit."""


class RateExceeded(Exception):
    """Something was tried too often; ``seconds`` says when it may be tried again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Try again in {seconds} seconds.")
        self.seconds = seconds


class BoundedMemory(Storage):
    """Counters in memory; those whose window began first give way.

    The library's own storage in memory has no bound, and looks through all counters a hundred times a second.
    """

    STORAGE_SCHEME = None

    def __init__(self, maximum: int = MAX_COUNTERS) -> None:
        super().__init__()
        self.maximum = maximum
        self._lock = Lock()
        self._counters: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._counters)

    @property
    def base_exceptions(self) -> tuple[type[Exception], ...]:
        """The errors that mean that the storage is out of order: none."""
        return ()

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Add to a counter, which is forgotten ``expiry`` seconds after it began, and return it."""
        now = timezone.now().timestamp()
        with self._lock:
            count, until = self._counters.get(key, (0, 0.0))
            if until <= now:
                self._counters.pop(key, None)
                count, until = 0, now + expiry
            self._counters[key] = count + amount, until
            while len(self._counters) > self.maximum:
                self._counters.popitem(last=False)
            return count + amount

    def get(self, key: str) -> int:
        """Return a counter."""
        count, until = self._counters.get(key, (0, 0.0))
        return count if until > timezone.now().timestamp() else 0

    def get_expiry(self, key: str) -> float:
        """Return the instant at which a counter is forgotten, in seconds since 1970."""
        return self._counters.get(key, (0, timezone.now().timestamp()))[1]

    def check(self) -> bool:
        """Return that the storage works."""
        return True

    def reset(self) -> int | None:
        """Forget all counters and return how many there were."""
        with self._lock:
            number = len(self._counters)
            self._counters.clear()
            return number

    def clear(self, key: str) -> None:
        """Forget a counter."""
        with self._lock:
            self._counters.pop(key, None)


local_counters = BoundedMemory()


@dataclass(frozen=True)
class Attempt:
    """What is counted, by which counter, so that it can be given back."""

    rate: RateLimitItem
    key: str

    def count(self) -> None:
        """Count it.

        Raises:
            RateExceeded: if this is one more than the rate allows.
        """
        if seconds := _spend(self, 1):
            raise RateExceeded(seconds)

    def give_back(self) -> None:
        """Take the attempt off again: a right password is none of those that are limited."""
        _spend(self, -1)


def count(setting: str, *whose: Hashable) -> Attempt | None:
    """Count an attempt, before what is tried is looked at: attempts at the same time can't slip through together.

    Args:
        setting: the name of the setting that holds the rate, one of ``RATES``.
        whose: what is counted apart from others, the client first; texts of any length.

    Returns:
        The attempt, or ``None`` if the setting is empty: no limit.

    Raises:
        RateExceeded: if this is one more than the rate allows.
    """
    text = getattr(settings, setting)
    if not text:
        return None
    attempt = _attempt_of(setting, text, *whose)
    attempt.count()
    return attempt


def count_graphql(request: Sent) -> None:
    """Count a GraphQL request, unless it comes from a front end's server.

    Raises:
        RateExceeded: its sender has sent too many.
    """
    rate = settings.GRAPHQL_RATE
    if not rate:
        return
    exempt = settings.GRAPHQL_RATE_EXEMPT
    if exempt and (address := address_of(request)) and any(address in network for network in exempt):
        return
    _graphql_attempt_of(rate, client_of(request)).count()


def _attempt_of(setting: str, text: str, *whose: Hashable) -> Attempt:
    rate = rate_of(text)
    return Attempt(rate, rate.key_for(setting, sha256(repr(whose).encode()).hexdigest()[:32]))


@lru_cache(maxsize=1000)
def _graphql_attempt_of(text: str, client: str) -> Attempt:
    """Return what is counted of a client: kept, since each answer from memory is counted too."""
    return _attempt_of("GRAPHQL_RATE", text, client)


@cache
def rate_of(text: str) -> RateLimitItem:
    """Return the rate that a text says.

    Raises:
        ValueError: the text says none.
    """
    return parse(text)


def _spend(attempt: Attempt, cost: int) -> int:
    """Count, and return in how many seconds there is room again: 0 if there is."""
    try:
        return _spend_at(shared_counters(), attempt, cost)
    except StorageError:
        # Neither does the site stop with Redis, nor do the limits: until it is back each process counts by itself.
        logger.exception("Rate limits are counted in this process: Redis does not answer")
        return _spend_at(local_counters, attempt, cost)


def _spend_at(counters: Storage, attempt: Attempt, cost: int) -> int:
    if counters.incr(attempt.key, attempt.rate.get_expiry(), cost) <= attempt.rate.amount:
        return 0
    return max(1, ceil(counters.get_expiry(attempt.key) - timezone.now().timestamp()))


@cache
def shared_counters() -> Storage:
    """Return what counts: in Redis, for all processes, if the cache is one."""
    configured = settings.CACHES["default"]
    if not configured["BACKEND"].endswith("RedisCache"):
        return local_counters
    location = configured["LOCATION"]
    address = location if isinstance(location, str) else location[0]
    # A Redis that does not answer must not hold up every request.
    return RedisStorage(address, wrap_exceptions=True, socket_connect_timeout=0.5, socket_timeout=0.5)
