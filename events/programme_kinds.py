"""Recognises what sort of item a line of a programme is about, by its words."""

import re

from events.enums import ProgrammeItemKind

# Beginnings of words, or words' ends where compounds are usual; "specifika" is no coffee.
_WORDS: dict[ProgrammeItemKind, str] = {
    ProgrammeItemKind.REGISTRATION: r"\bregistrering|\binskrivning|\bincheckning|\bdrop-?in\b"
    r"|\bregistration|\bcheck-?in\b",
    ProgrammeItemKind.WELCOME: r"\bvälkom|\bväl mött|\binledning|\bintroduktion|\binvigning"
    r"|\bwelcom|\bopening|\bintroduction",
    ProgrammeItemKind.PANEL: r"\bpanel",
    ProgrammeItemKind.GROUP_TALK: r"\bsamtal|\bgrupp|\brundabord|\bdialog|\bdiskussion|\bworkshop"
    r"|\bgroup|\bdiscussion|\bround ?table",
    ProgrammeItemKind.BREAK: r"\bfika|\w(?<!speci)fika\b|\w*paus\b|\brast\b|\bbensträckare|\bkaffe|\blunch|\bfrukost"
    r"|\bmiddag|\bbreak\b|\bcoffee|\bdinner",
    ProgrammeItemKind.MINGLING: r"\w*min(?:gel\b|gla\b|gling)|\bnätverkande|\bnetworking",
    ProgrammeItemKind.CLOSING: r"\bavslut|\bsammanfattning|\bsummering|\bavrundning|\btack för"
    r"|\bclosing|\bsummary|\bwrap-?up",
    ProgrammeItemKind.TALK: r"\bföreläsning|\banförande|\bföredrag|\btal\b|\bseminari"
    r"|\btalk\b|\blecture|\bkeynote|\bpresentation",
}
_ANY = re.compile("|".join(f"(?P<{kind.value}>{words})" for kind, words in _WORDS.items()), re.IGNORECASE)


def kind_of(title: str) -> ProgrammeItemKind:
    """Return the kind that the first telling word of a title names; a talk if no word tells."""
    found = _ANY.search(title)
    return ProgrammeItemKind(found.lastgroup) if found and found.lastgroup else ProgrammeItemKind.TALK
