"""The rules of words, each with texts that must and must not trigger it."""

import datetime as dt

import pytest

from cms.lint.content import Content, Passage
from cms.lint.problems import Place, ProblemSeverity
from cms.lint.registry import Rule
from cms.lint.rules.style import long_sentences, readability
from cms.lint.rules.wording import cut_off, lost_first_letter, quotation_marks, relative_time, weekdays
from news.models import NewsPage

ERROR, WARNING = ProblemSeverity.ERROR, ProblemSeverity.WARNING
PLACE = Place("Text")
pytestmark = pytest.mark.django_db  # a page reads its type


def found(rule: Rule, text: str, kind="prose", day=dt.date(2016, 9, 20), language="sv"):
    """Return the severities of what a rule finds in a text of a news item of ``day``."""
    content = Content(NewsPage(title="Nyhet", published_on=day), language, passages=[Passage(PLACE, text, kind)])
    return [problem.severity for problem in rule.problems(content)]


@pytest.mark.parametrize(
    ("text", "severities"),
    [
        ("Vi ses fredagen den 19 oktober 2017.", [ERROR]),
        ("Vi ses fredag 19 okt 2017.", [ERROR]),
        ("Vi ses fredag 2017-10-19.", [ERROR]),
        ("Vi ses tors. 20/10 2017.", [ERROR]),
        ("Vi ses fredagen den 6 oktober.", [WARNING]),
        ("Måndagen den 6:e oktober och tisdagen den 7 oktober.", [WARNING, WARNING]),
        ("Vi ses torsdagen den 19 oktober 2017.", []),
        ("Vi ses torsdagen den 6 oktober.", []),
        ("Vi ses tors 6 okt.", []),
        ("Vi ses torsdag 19/10 2017.", []),
        ("Vi ses fredag 19.10.2017.", [ERROR]),
        ("Vi ses fredag 2017/10/19.", [ERROR]),
        ("Vi ses fredag 19/10/2017.", [ERROR]),
        ("Vi ses fredag (19 oktober 2017).", [ERROR]),
        ("Fredag – 19 oktober 2017", [ERROR]),
        ("Vi ses fredag kväll den 19 oktober 2017.", [ERROR]),
        ("Vi ses fredagen d. 19 oktober 2017.", [ERROR]),
        ("Vi ses den 19 oktober 2017 (fredag).", [ERROR]),
        ("Vi ses den 19 oktober 2017, en fredag.", [ERROR]),
        ("Vi ses fredag och lördag, 19–20 oktober 2017.", [ERROR]),
        ("Vi ses fredagen–lördagen den 19–20 oktober 2017.", [ERROR]),
        ("Vi ses fre–lör 19–20 okt 2017.", [ERROR]),
        ("Vi ses torsdag och fredag, 19–20 oktober 2017.", []),
        ("Vi ses tors.–fre. 19–20 okt 2017.", []),
        ("Öppet måndag–fredag 1–30 oktober 2017.", []),
        ("Vi ses den 19 oktober 2017 (torsdag).", []),
        ("Vi ses torsdag kväll den 19 oktober 2017.", []),
        ("Vi ses torsdag 19.10.2017, öppet fredag 18.10.", []),
        ("Vi ses på torsdag. Den 21 oktober är sista dag.", []),
        ("Öppet fredag 1/2 dag.", []),
        ("Torsdagar 18.00–20.00, den 30 februari.", []),
    ],
)
def test_a_weekday_fits_its_date(text, severities):
    assert found(weekdays, text) == severities


def test_a_date_without_a_year_is_not_judged_on_a_page_without_a_day():
    assert found(weekdays, "Vi ses fredagen den 6 oktober.", day=None) == []


def test_a_year_is_near_the_day_of_the_page():
    """In December 2016 the second of January is that of 2017, a Monday."""
    day = dt.date(2016, 12, 20)
    assert found(weekdays, "Vi ses måndagen den 2 januari.", day=day) == []
    assert found(weekdays, "Vi ses lördagen den 2 januari.", day=day) == [WARNING]


@pytest.mark.parametrize(
    "text",
    [
        "I år träder projektet in i en ny fas.",
        "Vi ses i höst.",
        "Mötet hölls i våras.",
        "Vi ses i vår.",
        "Rapporten från förra året.",
        "Under hösten genomfördes två möten.",
        "Under året har vi träffat många.",
        "Höstens första träff.",
        "Årets konferens.",
        "Rapporten finns till höger.",
        "Vi ses i morgon.",
        "Mötet hölls nyligen.",
        "Nästa vecka börjar kursen.",
        "Nästa höst ses vi igen.",
        "Det senaste året har vi vuxit.",
        "Kommande vecka har vi stängt.",
        "Efter sommaren tar vi nya tag.",
        "Idag har rådet tolv medlemmar.",
        "Vi ses i kväll.",
        "I fredags möttes föreningarna.",
        "Nu på fredag är sista dagen.",
        "I julas samlade vi in kläder.",
        "I vår startar en studiecirkel.",
        "För två år sedan bildades rådet.",
        "Om två veckor är det dags.",
        "Snart är det dags igen.",
        "Veckans träff är inställd.",
        "Denna sommar ordnas läger.",
        "Det här året är temat tillit.",
        "För närvarande är anmälan stängd.",
        "Rapporten finns till höger om texten.",
        "Anmälan finns i högerspalten.",
    ],
)
def test_relative_words_are_found(text):
    assert found(relative_time, text) == [WARNING]


@pytest.mark.parametrize(
    "text",
    [
        "I vår region samverkar vi.",
        "Under hösten 2016 genomfördes två möten.",
        "Hösten 2016 var mild.",
        "I åratal har vi samverkat.",
        "2020 års samverkanskonferens.",
        "Vi har samverkat i tio år.",
        "Svängen gick åt höger.",
        "Morgonens första punkt.",
        "Årets 2016 konferens är den enda.",
        "Det gångna året 2015 växte vi.",
        "Vi ses på torsdag den 6 oktober 2016.",
        "Vi ses på torsdag kväll, 6 oktober 2016.",
        "Öppet på torsdagar.",
        "På torsdagen talade ministern.",
        "Styrelsen möts fyra gånger i året.",
        "Pengarna betalas ut under året efter ansökan.",
        "Vi fick priset Årets Hallänning.",
        "Årets förening 2015 blev scouterna.",
        "Höstens konferens 2016 var fullbokad.",
        "Svara så snart som möjligt.",
        "Ingången är till höger om biblioteket.",
        "Konferensen handlar om två års samverkan.",
        "Överenskommelsen följs upp varje år under hösten.",
        "Hur ser samverkan ut i dag?",
        "I Dag Hammarskjölds anda möts vi.",
    ],
)
def test_words_that_stay_true_are_not(text):
    assert found(relative_time, text) == []


def test_what_someone_said_is_left_alone():
    assert found(relative_time, "I år ses vi.", kind="quote") == []


def test_swedish_words_are_not_looked_for_in_other_languages():
    assert found(relative_time, "I år är det dags.", language="en") == []


@pytest.mark.parametrize(
    ("text", "severities"),
    [
        ("Vi ska mötas”, säger hon.", [WARNING]),
        ("Hon säger: ”Vi ska mötas.", [WARNING]),
        ('Projektet "Samverkan ska bli bättre.', [WARNING]),
        ("Boken »Samverkan är slut.", [WARNING]),
        ("Temat var ’Tillit i samverkan.", [WARNING]),
        ("Temat var 'Tillit i samverkan.", [WARNING]),
        ('Satsningen Halland 2030" är klar.', [WARNING]),
        ('Projektet "Vision 2030" är klart.', []),
        ('Projektet "Mål 20" och skärmar på 24" och 27".', []),
        ("Lars’ förening spelar Rock ’n Roll från ’90-talet.", []),
        ("Hon sa ”han sa ’ja’ till mig”.", []),
        ("”Vi ska mötas”, säger hon.", []),
        ("“Vi ska mötas”, säger hon.", []),
        ('Projektet "Samverkan" ska bli bättre.', []),
        ("Boken »Samverkan» är slut.", []),
        ("Boken »Samverkan« är slut.", []),
        ('En skärm på 24" räcker.', []),
        ("Vi ’mötas’ ska.", []),
    ],
)
def test_quotation_marks_come_in_pairs(text, severities):
    assert found(quotation_marks, text) == severities


@pytest.mark.parametrize(
    ("text", "severities"),
    [
        ("Människor mår bra av att känna sammanhang, förstå sin […]", [ERROR]),
        ("Människor mår bra av att känna [...].", [ERROR]),
        ("Människor mår bra av att känna […] Läs mer »", [ERROR]),
        ("Människor mår bra av att känna …\nFortsätt läsa", [WARNING]),
        ("Människor mår bra av att känna (…)", [WARNING]),
        ("Människor mår bra av att känna [. . .]", [ERROR]),
        ("Människor mår bra av att känna […", [ERROR]),
        ("Vi undrade … Läs mer om samverkan.", []),
        ("”Vi samverkar […] och det går bra”, säger hon.", []),
        ("Vi samverkar …", []),
    ],
)
def test_no_text_is_cut_off(text, severities):
    assert found(cut_off, text) == severities


@pytest.mark.parametrize(
    ("text", "kind", "severities"),
    [
        ("nder 2020 genomfördes en kartläggning.", "prose", [WARNING]),
        ("tarkare än förr!", "title", [WARNING]),
        ("Under 2020 genomfördes en kartläggning.", "prose", []),
        ("”nder 2020”", "prose", []),
        ("ett digitalt förmöte och", "item", []),
        ("förvaltningschef", "line", []),
        ("iPhone är en telefon.", "prose", []),
        ("www.example.org är adressen", "prose", []),
        ("https://example.org/a", "prose", []),
        ("von Otter och de Geer deltog.", "prose", []),
        ("van der Linden deltog.", "prose", []),
        ("info@example.org", "prose", []),
        ("20 av 21 regioner svarade.", "prose", []),
        ("– Vi ses.", "prose", []),
    ],
)
def test_a_lost_first_letter(text, kind, severities):
    assert found(lost_first_letter, text, kind) == severities


@pytest.mark.parametrize(("count", "problems"), [(25, 0), (26, 1)])
def test_a_sentence_has_at_most_so_many_words_as_the_page_type_says(count, problems):
    assert len(found(long_sentences, " ".join(["Ord", *["och"] * (count - 1)]) + ".")) == problems


def test_the_dot_of_an_abbreviation_ends_no_sentence():
    words = " ".join(["Hej"] * 13)
    for abbreviation in ("t.ex.", "kl.", "p.g.a.", "prof.", "3 okt.", "av M."):
        assert len(found(long_sentences, f"{words} {abbreviation} {words}.")) == 1


def test_a_line_break_and_the_end_of_a_list_end_a_sentence():
    words = " ".join(["Hej"] * 14)
    for end in ("\n", " m.m. ", " osv. "):
        assert found(long_sentences, f"{words}{end}{words}.") == []


def test_lix_above_the_target_is_found_in_texts_that_are_long_enough():
    hard = "Samverkanskonferensen behandlar kompetensförsörjningsfrågor. "
    easy = "Vi ses och vi har det bra. "
    assert found(readability, hard * 40) == [ProblemSeverity.ADVICE]
    assert found(readability, hard * 5) == []
    assert found(readability, easy * 40) == []
