"""Builds the demo's PDF documents: short, in Swedish, with title and language set, the same bytes on every run."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from fpdf import FPDF, XPos, YPos

SEA, SAND, RED, INK = (18, 64, 92), (236, 220, 188), (197, 80, 59), (38, 48, 56)
PUBLISHER = "Halländska Överenskommelsen"

type Section = tuple[str, tuple[str, ...]]
"""A heading and its paragraphs; a paragraph that starts with "• " becomes a list item."""


class _Sheet(FPDF):
    """A page with a coloured strip above and the title and page number below."""

    def header(self) -> None:
        self.set_fill_color(*SEA)
        self.rect(0, 0, 210, 9, style="F")
        self.set_fill_color(*RED)
        self.rect(0, 9, 210, 1.4, style="F")

    def footer(self) -> None:
        self.set_y(-16)
        self.set_font("helvetica", size=9)
        self.set_text_color(*INK)
        self.cell(0, 6, f"{self.title} · sida {self.page_no()}", align="C")


def _build(title: str, lead: str, sections: tuple[Section, ...], publisher: str, year: int) -> bytes:
    sheet = _Sheet(format="A4")
    sheet.core_fonts_encoding = "windows-1252"
    sheet.set_title(title)
    sheet.set_lang("sv")
    sheet.set_author(publisher)
    sheet.set_subject(lead)
    sheet.set_creator("HÖK")
    sheet.set_creation_date(datetime(year, 1, 1, tzinfo=UTC))
    sheet.set_margins(24, 26, 24)
    sheet.set_auto_page_break(True, margin=24)
    sheet.add_page()
    sheet.set_text_color(*SEA)
    _paragraph(sheet, title, size=24, style="B", height=10, after=4)
    sheet.set_text_color(*INK)
    _paragraph(sheet, f"{publisher}, {year}", size=10, height=6, after=4)
    _paragraph(sheet, lead, size=13, height=7, after=6)
    for heading, paragraphs in sections:
        if sheet.will_page_break(30):
            sheet.add_page()
        sheet.start_section(heading)
        sheet.set_text_color(*SEA)
        _paragraph(sheet, heading, size=15, style="B", height=8, after=1)
        sheet.set_text_color(*INK)
        for paragraph in paragraphs:
            _paragraph(sheet, paragraph, size=11, height=6, after=2, indent=6 if paragraph.startswith("• ") else 0)
        sheet.ln(3)
    return bytes(sheet.output())


def _paragraph(
    sheet: FPDF, words: str, *, size: float, height: float, after: float, style: str = "", indent: float = 0
) -> None:
    sheet.set_font("helvetica", style, size)
    sheet.set_x(sheet.l_margin + indent)
    sheet.multi_cell(0, height, words, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    sheet.ln(after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pdf:
    """One document of the demo: what an editor would write about it, and how its file is built."""

    key: str
    file_name: str
    title: str
    year: int
    build: Callable[[], bytes]
    publisher: str = PUBLISHER
    language: str = "sv"


def _pdf(
    key: str, file_name: str, title: str, year: int, lead: str, *sections: Section, publisher: str = PUBLISHER
) -> Pdf:
    build = partial(_build, title, lead, sections, publisher, year)
    return Pdf(key=key, file_name=file_name, title=title, year=year, build=build, publisher=publisher)


_ALL = (
    _pdf(
        "agreement-2019",
        "hallandska-overenskommelsen-2019.pdf",
        "Halländska Överenskommelsen 2019",
        2019,
        "Här beskriver vi hur Region Halland och de idéburna organisationerna i Halland vill arbeta tillsammans.",
        (
            "Varför vi har en överenskommelse",
            (
                "Vi vill ha ett Halland där människor litar på varandra, där alla kan vara med och där olikheter möts "
                "med förståelse. Ingen part når dit ensam.",
                "Överenskommelsen är inget avtal om pengar. Den är ett löfte om hur vi behandlar varandra när vi "
                "planerar, samtalar och genomför.",
            ),
        ),
        (
            "Sex principer",
            (
                "• Självständighet. Idéburna organisationer väljer själva sin väg och får granska det offentliga.",
                "• Dialog. Vi talar med varandra tidigt, medan det ännu går att påverka.",
                "• Kvalitet. Vi tar vara på varandras kunskap och följer upp det vi gör.",
                "• Långsiktighet. Vi ger samarbeten tid att växa och säger till i god tid när något ändras.",
                "• Öppenhet och insyn. Underlag och beslut ska vara lätta att hitta och att förstå.",
                "• Mångfald. Stora och små, nya och gamla organisationer har samma rätt att delta.",
            ),
        ),
        (
            "Så arbetar vi",
            (
                "En arbetsgrupp med företrädare för regionen och för idéburna organisationer planerar arbetet.",
                "Varje år bjuder gruppen in till en samverkanskonferens. Organisationer som vill ställa sig bakom "
                "principerna undertecknar överenskommelsen.",
            ),
        ),
    ),
    _pdf(
        "declaration-2015",
        "avsiktsforklaring-2015.pdf",
        "Avsiktsförklaring om samverkan 2015",
        2015,
        "Den första gemensamma avsiktsförklaringen mellan Region Halland och idéburna organisationer i Halland.",
        (
            "Vad vi är överens om",
            (
                "Vi vill lära känna varandras uppdrag och villkor bättre.",
                "Vi vill pröva former för samtal som fungerar både för anställda och för ideellt engagerade.",
                "Vi vill samla erfarenheterna i gemensamma principer.",
            ),
        ),
        (
            "Nästa steg",
            ("Parterna träffas återkommande och ansvarar tillsammans för att arbetet går vidare.",),
        ),
    ),
    _pdf(
        "final-report",
        "slutrapport-basta-samverkansplatsen.pdf",
        "Slutrapport: Bästa samverkansplatsen",
        2017,
        "Rapporten sammanfattar Region Hallands projekt under 2016 för starkare samverkan med civilsamhället.",
        (
            "Bakgrund",
            (
                "Regionstyrelsens tillväxtutskott godkände projektet den 5 april 2016. Arbetet pågick till årsskiftet "
                "2016/17 och gällde inkludering, jämställdhet och kompetensförsörjning.",
            ),
        ),
        (
            "Vad vi gjorde",
            (
                "• Vi besökte organisationer och frågade hur de ville utforma projektet.",
                "• Vi ordnade två dialogmöten på Halmstads Teater, den 6 oktober och den 9 november 2016.",
                "• Vi skrev ett förslag till ramverk för den fortsatta samverkan.",
            ),
        ),
        (
            "Vad vi lärde oss",
            (
                "Samtalen fungerade bäst när grupperna var små och när beslutsfattare deltog från början till slut.",
                "Flera organisationer efterfrågade en fast kontaktväg in i regionen. Många ville också ha besked om "
                "vad som hände med deras förslag.",
            ),
        ),
        (
            "Förslag till fortsättning",
            (
                "• Fortsätt med återkommande samtalsträffar.",
                "• Utse en samordnare som båda parter kan vända sig till.",
                "• Ta fram gemensamma principer för samverkan.",
            ),
        ),
        publisher="Region Halland",
    ),
    _pdf(
        "dialogue-report",
        "rapport-dialogmoten-2016.pdf",
        "Rapport från dialogmötena 2016",
        2016,
        "En sammanställning av samtalen på Halmstads Teater den 6 oktober och den 9 november 2016.",
        (
            "Första mötet: utgångspunkter",
            (
                "Deltagarna beskrev vad samverkan betyder för dem och vad som gör den svår. Integration, "
                "språkutveckling och hälsa återkom i många grupper.",
            ),
        ),
        (
            "Andra mötet: vägar framåt",
            (
                "Deltagarna arbetade vidare med ett skriftligt ramverk. Grupperna lämnade förslag om roller, "
                "återkoppling och gemensamma mötesplatser.",
            ),
        ),
        publisher="Region Halland",
    ),
    _pdf(
        "conference-programme",
        "program-samverkanskonferensen-2021.pdf",
        "Program för Samverkanskonferensen 2021",
        2021,
        "Starkare än förr! En digital konferens om känsla av sammanhang, jämlik hälsa och demokrati.",
        (
            "Torsdagen den 18 november 2021",
            (
                "• 09.00 Välkommen",
                "• 09.15 Känsla av sammanhang: vad behöver vi för att orka?",
                "• 10.00 Paus",
                "• 10.15 Jämlik hälsa: exempel från föreningar i Halland",
                "• 11.00 Samtal i grupper: demokrati i vardagen",
                "• 11.45 Vi samlar ihop och avslutar",
            ),
        ),
        (
            "Delta",
            ("Konferensen är digital och kostnadsfri. Säg till i anmälan om du behöver tolk eller textning.",),
        ),
    ),
    _pdf(
        "conference-summary",
        "summering-samverkanskonferensen-2020.pdf",
        "Summering av Samverkanskonferensen 2020",
        2020,
        "Konferensens tema var psykisk hälsa, under och efter Covid-19. Här är det viktigaste från dagen.",
        (
            "Tre slutsatser",
            (
                "• Gemenskap skyddar hälsan. Föreningar når människor som vården sällan möter i tid.",
                "• Digitala möten öppnar dörrar, men inte för alla. De behöver kompletteras med personlig kontakt.",
                "• Regionen och föreningarna behöver gemensamma rutiner före nästa kris.",
            ),
        ),
        (
            "Så går arbetet vidare",
            ("Arbetsgruppen tar med sig slutsatserna till planeringen av Samverkanskonferensen 2021.",),
        ),
    ),
)

PDFS: dict[str, Pdf] = {pdf.key: pdf for pdf in _ALL}
"""Every document of the demo by its key."""
