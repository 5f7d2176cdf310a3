"""What changed between two publications of an event: plain facts in, plain changes out; knows no models."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypedDict

from django.utils.translation import gettext as _

from events.enums import ChangedField


class PublishedItem(TypedDict):
    """An item of a programme as it was published."""

    day: int
    starts: str
    ends: str
    title: str
    speakers: list[str]


class PublishedOccasion(TypedDict):
    """An occasion as it was published; fit for JSON. Texts are empty for what is not decided."""

    pk: int | None
    title: str
    date: str
    place: str
    attendance: str
    deadline: str
    status: str
    programme: list[PublishedItem]


@dataclass(frozen=True)
class Change:
    """One difference: what of which occasion, what it was and what it is; a text is empty if there is none."""

    occasion: int | None
    field: ChangedField
    before: str
    after: str


COMPARED = (
    (ChangedField.STATUS, "status"),
    (ChangedField.DATE, "date"),
    (ChangedField.ATTENDANCE, "attendance"),
    (ChangedField.PLACE, "place"),
    (ChangedField.DEADLINE, "deadline"),
)


def differences(before: Sequence[PublishedOccasion], after: Sequence[PublishedOccasion]) -> list[Change]:
    """Return what differs between two publications, occasion by occasion, those that are gone last.

    Args:
        before: the occasions that were published last, in order.
        after: the occasions that are published now, in order.

    Returns:
        Changes; words among their texts are in the active language.
    """
    pairs = list(zip(earlier_of_each(before, after), after, strict=True))
    changes: list[Change] = []
    for earlier, occasion in pairs:
        if earlier:
            changes += _differences_of(earlier, occasion)
        else:
            changes.append(Change(occasion["pk"], ChangedField.OCCASION_ADDED, "", _name(occasion)))
    kept = [earlier["pk"] for earlier, _occasion in pairs if earlier]
    gone = [occasion for occasion in before if occasion["pk"] not in kept]
    return changes + [Change(None, ChangedField.OCCASION_REMOVED, _name(occasion), "") for occasion in gone]


def earlier_of_each(
    before: Sequence[PublishedOccasion], after: Sequence[PublishedOccasion]
) -> list[PublishedOccasion | None]:
    """Return what each occasion of ``after`` was; ``None`` for one that is new.

    A row keeps its key from one publication to the next, save where a draft was made on top of another that was not
    published yet: then the row is made anew, and its start or its title tells what it was.
    """
    earlier = {occasion["pk"]: occasion for occasion in before}
    found = [earlier.pop(occasion["pk"], None) for occasion in after]
    for position, occasion in enumerate(after):
        if found[position] is None:
            same = next((each for each in earlier.values() if _is_same(each, occasion)), None)
            found[position] = earlier.pop(same["pk"]) if same else None
    return found


def _is_same(one: PublishedOccasion, other: PublishedOccasion) -> bool:
    return one["date"] == other["date"] or bool(one["title"] and one["title"] == other["title"])


def _differences_of(before: PublishedOccasion, after: PublishedOccasion) -> Iterator[Change]:
    texts_before, texts_after = _texts(before), _texts(after)
    for field, key in COMPARED:
        if texts_before[key] != texts_after[key]:
            yield Change(after["pk"], field, texts_before[key], texts_after[key])
    gone = [item for item in before["programme"] if item not in after["programme"]]
    new = [item for item in after["programme"] if item not in before["programme"]]
    if gone or new:
        yield Change(after["pk"], ChangedField.PROGRAMME, _lines(gone), _lines(new))


def _texts(occasion: PublishedOccasion) -> dict[str, str]:
    return {key: text for key, text in occasion.items() if isinstance(text, str)}


def _name(occasion: PublishedOccasion) -> str:
    return f"{occasion['date']} {occasion['title']}".strip()


def _lines(items: Sequence[PublishedItem]) -> str:
    return "\n".join(_line(item) for item in items)


def _line(item: PublishedItem) -> str:
    day = _("Day %(number)s") % {"number": item["day"]} if item["day"] > 1 else ""
    times = "–".join(filter(None, [item["starts"], item["ends"]]))
    speakers = f"({'; '.join(item['speakers'])})" if item["speakers"] else ""
    return " ".join(filter(None, [day, times, item["title"], speakers]))
