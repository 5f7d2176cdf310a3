"""Programmes read from text: every notation, nothing lost, and the two programmes of the reference pages whole."""

import datetime as dt
import re

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from events.enums import ProgrammeItemKind
from events.programme_text import MAX_TITLE, DescriptionLine, ParsedItem, ParsedProgramme, parse_programme

# Times and titles of an evening of talks and of a meeting online, from the reference pages; names are made up.
EVENING = """
Program för samtalsträff 1, torsdagen den 19 oktober 2017

 • 18:00-18:30 Registrering, matigare fika och mingel
 • 18:30-18:40 Nora Exempel, projektledare för samverkan hälsar välkomna
 • 18:40-19:00 Samverkan i Halland.
  Två anföranden (Eva Exempel, chef för kultur och skola, Region Halland).
 • 19:00-20:00 Samtal om nästa steg för samverkan.
  Hur hjälper vi varandra?
 • 20:00 Sammanfattning och avslut
"""
SECOND_EVENING = """
 • 18:00-18:30 Registrering, matigare fika och mingel
 • 18:30-19:00 Nora Exempel, projektledare, hälsar välkomna och introducerar ämnena
 • 19:00-20:00 Samtal om de specifika ämnena, konkreta åtgärder, och vad behövs 2018?
 • 20:00 Sammanfattning och avslut
"""
ONLINE = """Agenda 16 oktober

15.00 Välkommen!

Moderator Ann-Mari Exempel-Prov, ordförande i Föreningen hälsar välkommen.

15.05 Forskningsperspektiv på samverkan kring samhällsutmaningar

Malin Exempel, professor vid Högskolan samt adjungerad på annat håll: Vad säger forskningen?

15.25 Framgångar och utmaningar

Kicki Exempel och Sofia Prov, Möckelnföreningarna och Nils Prov, Karlskoga kommun berättar om kortare vägar.

15.40 Samtal i mindre grupper

  • Vilka förutsättningar finns?
  • Hur är samverkan reglerad?

16.15 Insamling från samtalsgrupper
16.25 Sammanfattning och nästa steg

Vi ses på konferensen den 12 november.
"""


def outline(text):
    """Return times, kind and title of each item."""
    return [
        (f"{item.start:%H.%M}", f"{item.end:%H.%M}" if item.end else "", item.kind.value, item.title)
        for item in parse_programme(text).items
    ]


def speakers(text):
    """Return name, title and organisation of everyone who speaks."""
    found = [speaker for item in parse_programme(text).items for speaker in item.speakers]
    return [(speaker.name, speaker.title, speaker.organisation) for speaker in found]


class TestReferencePages:
    """The programmes that the design was made from."""

    def test_an_evening(self):
        assert outline(EVENING) == [
            ("18.00", "18.30", "registration", "Registrering, matigare fika och mingel"),
            ("18.30", "18.40", "welcome", "Nora Exempel, projektledare för samverkan hälsar välkomna"),
            ("18.40", "19.00", "talk", "Samverkan i Halland."),
            ("19.00", "20.00", "group_talk", "Samtal om nästa steg för samverkan."),
            ("20.00", "", "closing", "Sammanfattning och avslut"),
        ]
        assert parse_programme(EVENING).unparsed == ("Program för samtalsträff 1, torsdagen den 19 oktober 2017",)
        assert speakers(EVENING) == [
            ("Nora Exempel", "projektledare för samverkan", ""),
            ("Eva Exempel", "chef för kultur och skola", "Region Halland"),
        ]

    def test_the_second_evening(self):
        assert outline(SECOND_EVENING) == [
            ("18.00", "18.30", "registration", "Registrering, matigare fika och mingel"),
            ("18.30", "19.00", "welcome", "Nora Exempel, projektledare, hälsar välkomna och introducerar ämnena"),
            (
                "19.00",
                "20.00",
                "group_talk",
                "Samtal om de specifika ämnena, konkreta åtgärder, och vad behövs 2018?",
            ),
            ("20.00", "", "closing", "Sammanfattning och avslut"),
        ]
        assert speakers(SECOND_EVENING) == [("Nora Exempel", "projektledare", "")]
        assert parse_programme(SECOND_EVENING).unparsed == ()

    def test_a_meeting_online(self):
        assert outline(ONLINE) == [
            ("15.00", "15.05", "welcome", "Välkommen!"),
            ("15.05", "15.25", "talk", "Forskningsperspektiv på samverkan kring samhällsutmaningar"),
            ("15.25", "15.40", "talk", "Framgångar och utmaningar"),
            ("15.40", "16.15", "group_talk", "Samtal i mindre grupper"),
            ("16.15", "16.25", "group_talk", "Insamling från samtalsgrupper"),
            ("16.25", "", "closing", "Sammanfattning och nästa steg"),
        ]
        assert speakers(ONLINE) == [
            ("Ann-Mari Exempel-Prov", "moderator, ordförande i Föreningen", ""),
            ("Malin Exempel", "professor", "Högskolan"),
            ("Kicki Exempel", "", "Möckelnföreningarna"),
            ("Sofia Prov", "", "Möckelnföreningarna"),
            ("Nils Prov", "", "Karlskoga kommun"),
        ]
        assert parse_programme(ONLINE).items[3].description == (
            DescriptionLine("Vilka förutsättningar finns?", is_bullet=True),
            DescriptionLine("Hur är samverkan reglerad?", is_bullet=True),
        )
        assert parse_programme(ONLINE).unparsed == ("Agenda 16 oktober",)


@pytest.mark.parametrize(
    "line",
    [
        "18:00-18:30 Fika",
        "18.00 – 18.30 Fika",
        "18.00—18.30: Fika",
        "18:00 till 18:30 Fika",
        "18:00 to 18:30 | Fika",
        "kl. 18.00-18.30 Fika",
        "Kl 18–18.30, Fika",
        "Klockan 18.00 till kl. 18.30\tFika",
        "• 18.00–18.30 – Fika",
        "- 18:00-18:30 Fika",
        "18.00-18.30\nFika",
    ],
)
def test_a_notation(line):
    assert outline(line) == [("18.00", "18.30", "break", "Fika")]


@pytest.mark.parametrize("line", ["9.05 Fika", "09:05- Fika", "9.05 – Fika", "kl. 9.05 Fika", "9.05 till Fika"])
def test_an_open_end(line):
    assert outline(line) == [("09.05", "", "break", "Fika")]
    assert outline(f"{line}\n9.30-10 Samtal\n09:30 Lunch") == [
        ("09.05", "09.30", "break", "Fika"),
        ("09.30", "", "group_talk", "10 Samtal"),
        ("09.30", "", "break", "Lunch"),
    ]


@pytest.mark.parametrize(
    "line",
    ["10-15 personer", "12.11.2025 Konferens", "25.00 Fika", "18.60 Fika", "100.20 kronor", "Fika 18.00", "9.30am"],
)
def test_no_time(line):
    assert parse_programme(line) == ParsedProgramme(unparsed=(line,))


def test_a_time_without_a_title_is_kept():
    assert parse_programme("18.00\n\n19.00 Slut") == ParsedProgramme(
        items=(ParsedItem(dt.time(19), "Slut", source=("19.00 Slut",)),), unparsed=("18.00",)
    )


def test_days():
    programme = parse_programme("Dag 1\n9.00 Fika\nDag 2, fredag\n8.00 Fika\n9.00 Slut")
    assert [(item.day, item.start.hour, item.end) for item in programme.items] == [
        (1, 9, None),
        (2, 8, dt.time(9)),
        (2, 9, None),
    ]
    assert programme.day_lines == ("Dag 1", "Dag 2, fredag")
    assert programme.unparsed == ()


@pytest.mark.parametrize(
    ("text", "days", "day_lines"),
    [
        (
            "Program dag 1\n9.00 Fika\nProgram dag 2\n9.00 Samtal",
            [(1, "Fika"), (2, "Samtal")],
            ("Program dag 1", "Program dag 2"),
        ),
        (
            "Onsdag 11 november\n9.00 Fika\nFredagen den 13 november 2026:\n9.00 Samtal",
            [(1, "Fika"), (3, "Samtal")],
            ("Onsdag 11 november", "Fredagen den 13 november 2026:"),
        ),
        ("9.00 Fika\nTorsdag 12 november\n9.00 Samtal", [(1, "Fika"), (2, "Samtal")], ("Torsdag 12 november",)),
        (
            "Torsdag 31 december\n9.00 Fika\nFredag 1 januari\n9.00 Samtal",
            [(1, "Fika"), (2, "Samtal")],
            ("Torsdag 31 december", "Fredag 1 januari"),
        ),
    ],
)
def test_days_by_headings_and_dates(text, days, day_lines):
    programme = parse_programme(text)
    assert [(item.day, item.title) for item in programme.items] == days
    assert (programme.day_lines, programme.unparsed) == (day_lines, ())


def test_a_date_in_a_sentence_begins_no_day():
    [item] = parse_programme("9.00 Fika\nVi ses igen torsdag 12 november").items
    assert [line.text for line in item.description] == ["Vi ses igen torsdag 12 november"]


def test_a_title_longer_than_the_field_goes_on_below():
    title = "Ord " * 60
    [item] = parse_programme(f"9.00 {title}").items
    assert len(item.title) <= MAX_TITLE
    assert f"{item.title} {item.description[0].text}" == title.strip()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Eva Exempel, professor, Högskolan", [("Eva Exempel", "professor", "Högskolan")]),
        ("Eva Exempel, professor vid Högskolan", [("Eva Exempel", "professor", "Högskolan")]),
        ("Eva von Prov, Region Halland", [("Eva von Prov", "", "Region Halland")]),
        ("Region Halland, en stor organisation", []),
        ("Vi möts i Halmstad, Varberg och Laholm", []),
    ],
)
def test_a_line_below_about_a_speaker(line, expected):
    [item] = parse_programme(f"9.00 Rubrik\n{line}").items
    assert [(speaker.name, speaker.title, speaker.organisation) for speaker in item.speakers] == expected
    assert item.description == (() if expected else (DescriptionLine(line),))


def test_speakers_of_a_title_are_named_in_it_too():
    assert speakers("9.00 Föreläsning med Eva Exempel och Bo Prov") == [("Eva Exempel", "", ""), ("Bo Prov", "", "")]
    assert outline("9.00 Föreläsning med Eva Exempel")[0][3] == "Föreläsning med Eva Exempel"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Incheckning", "registration"),
        ("Welcome", "welcome"),
        ("Föreläsning om dialog", "talk"),
        ("Paneldiskussion", "panel"),
        ("Gruppsamtal", "group_talk"),
        ("Eftermiddagsfika", "break"),
        ("Bensträckare", "break"),
        ("Lunch break", "break"),
        ("Mingel", "mingling"),
        ("Wrap-up", "closing"),
        ("Det specifika", "talk"),
    ],
)
def test_kinds(title, kind):
    assert parse_programme(f"9.00 {title}").items[0].kind == ProgrammeItemKind(kind)


def made_up(examples):
    """The same texts in every run."""
    return hypothesis_settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


WORDS = st.lists(st.text("abcdefghåäö", min_size=1, max_size=8), min_size=1, max_size=8).map(" ".join)
TIMES = st.times().map(lambda time: time.replace(second=0, microsecond=0, tzinfo=None))
DESCRIPTIONS = st.lists(st.builds(DescriptionLine, WORDS, st.booleans()), max_size=3).map(tuple)
NOTATIONS = st.fixed_dictionaries(
    {
        "bullet": st.sampled_from(["", "• ", "- ", " · "]),
        "clock": st.sampled_from(["", "kl. ", "kl ", "Klockan "]),
        "separator": st.sampled_from([".", ":"]),
        "to": st.sampled_from(["-", "–", "—", " - ", " – ", " till ", " till kl. "]),
        "after": st.sampled_from([" ", ": ", " – ", "\t", " | ", "\n"]),
        "between": st.sampled_from(["\n", "\n\n", "\r\n"]),
    }
)
ITEMS = st.lists(st.tuples(TIMES, st.none() | TIMES, WORDS.map(lambda words: f"Om {words}"), DESCRIPTIONS), max_size=6)


def written(items, notation):
    """Return a programme as an editor would write it."""
    lines = []
    for start, end, title, description in items:
        times = start.strftime(f"%H{notation['separator']}%M")
        times += end.strftime(f"{notation['to']}%H{notation['separator']}%M") if end else ""
        lines.append(f"{notation['bullet']}{notation['clock']}{times}{notation['after']}{title}")
        lines += [f"  • {line.text}" if line.is_bullet else line.text for line in description]
    return notation["between"].join(lines)


@made_up(400)
@given(ITEMS, NOTATIONS)
def test_what_is_written_in_any_notation_is_read_back(items, notation):
    programme = parse_programme(written(items, notation))
    assert [
        (item.start, None if item.ends_with_next else item.end, item.title, item.description)
        for item in programme.items
    ] == items
    assert programme.unparsed == ()


NOISE = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(
            [
                "18.00-18.30 ",
                "kl. 9",
                "9.00",
                "Dag 2",
                "\nFredag 13 november\n",
                "Program",
                "Eva Exempel, professor",
                "•",
                "\n",
                " ",
            ]
        ),
        WORDS,
    ),
    max_size=20,
).map("".join)


@made_up(800)
@given(NOISE | st.lists(NOISE, max_size=6).map("\n".join))
def test_nothing_is_lost_of_any_text(text):
    programme = parse_programme(text)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    kept = [line for item in programme.items for line in item.source] + list(programme.unparsed + programme.day_lines)
    assert sorted(kept) == sorted(lines)
    for item in programme.items:
        speakers = [f"{speaker.name} {speaker.title} {speaker.organisation}" for speaker in item.speakers]
        shown = " ".join([item.title, *(line.text for line in item.description), *speakers])
        # The first line without its time; "vid" stands between a title and an organisation.
        assert words_of(" ".join(item.source)) - words_of(shown) <= clock_words(item.source[0]) | {"vid", "på", "at"}


def words_of(text):
    """Return the different words of a text."""
    return set(re.findall(r"\w+", text))


def clock_words(line):
    """Return the words of the times that a line begins with."""
    time = r"(?:kl\.?|klockan|at)?\s*\d{1,2}(?:[.:]\d\d)?"
    found = re.match(rf"\W*{time}(?:\s*(?:[-‐‑‒–—−]|till|to)\s*{time})?(?:\s*till\b)?", line, re.IGNORECASE)
    return words_of(found[0])
