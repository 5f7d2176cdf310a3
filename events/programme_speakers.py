"""Recognises those who speak in the lines of a programme."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_NAME = 120
MAX_TEXT = 160

_PART = r"[A-ZÅÄÖÉÜØÆ][a-zåäöéèüøæ]+(?:-[A-ZÅÄÖÉÜØÆ][a-zåäöéèüøæ]+)*"
_NAME = rf"{_PART}(?:\s(?:von|af|de|van)\s{_PART}|\s{_PART}){{1,2}}"
# Two capitalised words that are nobody's name.
_ORGANISATION = re.compile(
    r"\b(?:Region|Länsstyrelsen|Kommun|Stiftelsen|Föreningen|Högskolan|Universitetet|Europeiska|Svenska|Hallands|"
    r"University|\w*(?:förbund|föreningen|föreningarna|universitet|högskola|nämnden|rådet|styrelsen))\b"
)
_VERB = (
    r"\s(?:hälsar|berättar|inleder|presenterar|introducerar|talar|föreläser|samtalar|leder|modererar|avslutar|"
    r"sammanfattar|welcomes|presents|introduces|talks)\b"
)
_NAMES = re.compile(rf"{_NAME}(?:(?:,|\soch|\sand)\s{_NAME})*")
# "och" parts two people, but not "förvaltningschef för kultur och skola".
_JOINT = re.compile(rf",\s(?:och\s|and\s)?|\s(?:och|and|&)\s(?={_NAME})")
_WITHIN_BRACKETS = re.compile(r"\((?P<people>[^()]+)\)")
_WITH = re.compile(rf"\b(?:med|with)\s(?P<people>{_NAME}(?:(?:,|\soch|\sand)\s{_NAME})*)")
_BEFORE_VERB = re.compile(
    rf"(?:(?P<role>Moderator(?:n)?|Konferencier)\s)?(?P<people>{_NAME}\b[^.:;?!()]{{0,300}}?),?(?:{_VERB}|:\s).*"
)
_AT = re.compile(r"(?P<title>.*?)\s(?:vid|på|at)\s(?P<organisation>[A-ZÅÄÖ].*)")


@dataclass(frozen=True)
class SpeakerFacts:
    """Someone who speaks, as far as the text says."""

    name: str
    title: str = ""
    organisation: str = ""


def speaker_alone(line: str) -> SpeakerFacts | None:
    """Return the speaker whom a whole line is about ("Namn, titel, organisation"), if it is about one."""
    name, comma, rest = line.partition(", ")
    if not comma or not _is_name(name) or re.search(r"[.:;?!()]|\s(?:och|and)\s", rest) or rest.count(", ") > 1:
        return None
    if re.search(_VERB, f" {rest}"):
        return None
    title, _comma, organisation = rest.partition(", ")
    speaker = SpeakerFacts(name, title, organisation) if organisation else SpeakerFacts(name, *_role(title))
    # What a field does not take stays in the text, and so do words that no field takes ("vid").
    return speaker if _fits(speaker) and set(re.findall(r"\w+", line)) <= _words(speaker) else None


def speakers_within(text: str) -> Iterator[SpeakerFacts]:
    """Yield those whom a sentence names as speaking: before a verb, after "med", or in brackets."""
    found = [
        *((match["people"], match["role"] or "") for match in [_BEFORE_VERB.fullmatch(text)] if match),
        *((match["people"], "") for match in _WITH.finditer(text)),
        *((match["people"], "") for match in _WITHIN_BRACKETS.finditer(text)),
    ]
    for people, role in found:
        for speaker in _people(people, role.lower()):
            if _fits(speaker):
                yield speaker


def _people(text: str, role: str) -> Iterator[SpeakerFacts]:
    """Yield the people of "Namn och Namn, organisation och Namn, titel"; what follows names belongs to those names."""
    names: list[str] = []
    title, organisation = role, ""
    for part in (part.strip() for part in _JOINT.split(text)):
        if _is_name(part):
            if organisation or title != role:
                yield from (SpeakerFacts(name, title, organisation) for name in names)
                names, title, organisation = [], "", ""
            names.append(part)
        elif names:
            more_title, more_organisation = _role(part)
            title = ", ".join(filter(None, [title, more_title]))
            organisation = organisation or more_organisation
    yield from (SpeakerFacts(name, title, organisation) for name in names)


def _role(text: str) -> tuple[str, str]:
    """Return title and organisation of "professor vid Högskolan"; a capital begins an organisation."""
    if at := _AT.fullmatch(text):
        # A second employment ("samt adjungerad professor …") stays in the text.
        return at["title"], re.split(r"\s(?:samt|och)\s", at["organisation"])[0]
    return ("", text) if text[:1].isupper() else (text, "")


def _is_name(text: str) -> bool:
    return re.fullmatch(_NAME, text) is not None and not _ORGANISATION.search(text)


def _fits(speaker: SpeakerFacts) -> bool:
    return len(speaker.name) <= MAX_NAME and len(speaker.title) <= MAX_TEXT and len(speaker.organisation) <= MAX_TEXT


def _words(speaker: SpeakerFacts) -> set[str]:
    return set(re.findall(r"\w+", f"{speaker.name} {speaker.title} {speaker.organisation} vid på at"))
