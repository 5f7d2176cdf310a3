"""The pictures of the editors' guide, taken of the demo site: ``make screenshots``.

Each is of one size and few colours, so that the folder stays small.
"""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import chromium
from tests.browser.editor import Editor
from tests.server import PRODUCTION, ROOT, environment, production

FOLDER = ROOT / "docs" / "images" / "editors"
COLOURS = 64
PASSWORD = "the demo of the guide"
STILL = "*, *::before, *::after { animation: none !important; transition: none !important; caret-color: transparent }"
PROGRAMME = """\
08:30–09:00 Registrering, fika och mingel
09:00 Välkommen
Eva Exempel, ordförande, Föreningen Exempel
09:10–10:00 Samverkan i Halland
09:50–11:00 Samtal i mindre grupper
"""
DEMO = """
import sys, django
django.setup()
from django.core.management import call_command as run
run("migrate", verbosity=0)
run("collectstatic", interactive=False, verbosity=0)
run("demo", password=sys.argv[1])
"""


class Guide:
    """The demo site as the guide shows it, signed in as a communicator."""

    def __init__(self, browser: Browser, address: str, database: Path) -> None:
        self.browser, self.address, self.database = browser, address, database
        self.editor = Editor(browser, address)
        self.page: Page = self.editor.page

    def edit(self, slug: str) -> None:
        """Open the page with a slug in the editor."""
        self.page.goto(f"/admin/pages/{self.key(slug)}/edit/")

    def key(self, slug: str) -> int:
        """Return the key of the page with a slug."""
        with sqlite3.connect(self.database) as connection:
            row = connection.execute("SELECT id FROM wagtailcore_page WHERE slug = ?", [slug]).fetchone()
        key: int = row[0]
        return key

    def take(self, name: str) -> None:
        """Keep what is on the screen as a picture of the guide."""
        self.page.add_style_tag(content=STILL)
        self.page.wait_for_load_state("networkidle")
        picture = Image.open(BytesIO(self.page.screenshot()))
        FOLDER.mkdir(parents=True, exist_ok=True)
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)

    def sign_in(self) -> None:
        self.page.goto("/admin/")
        self.take("logga-in")
        self.editor.sign_in("kommunikator", PASSWORD)

    def first_screen(self) -> None:
        self.page.goto("/admin/")
        self.take("forsta-skarmen")

    def news(self) -> None:
        self.page.goto(f"/admin/pages/add/news/newspage/{self.key('nyheter')}/")
        self.editor.write(Titel="Dialogmöte i Falkenberg", Sammanfattning="Vi ses i höst.")
        self.editor.problems("i höst")
        self.take("nyhet")
        self.editor.section("Innehåll").get_by_role("button", name="Lägg till ett block").click()
        self.page.get_by_role("option", name="Citat").scroll_into_view_if_needed()
        self.take("block")
        self.page.keyboard.press("Escape")
        self.editor.press("Fler åtgärder")
        self.take("lamna-in")

    def picture(self) -> None:
        self.page.goto("/admin/images/add/")
        self.take("ladda-upp-bild")

    def conference(self) -> None:
        self.edit("samverkanskonferensen-nasta-kapitel")
        self.editor.tab("Tillfällen")
        self.take("tillfallen")
        occasion = self.editor.section("Tillfälle 1")
        occasion.get_by_role("combobox", name="Status").select_option("Inställt")
        self.editor.write(occasion, Meddelande_till_besökare="För få är anmälda. Vi återkommer med en ny dag.")
        occasion.get_by_role("combobox", name="Status").scroll_into_view_if_needed()
        self.take("installt")
        occasion.get_by_role("button", name="Klistra in ett program").click()
        self.editor.write(occasion, Programmet_som_text=PROGRAMME)
        occasion.get_by_role("button", name="Visa som programpunkter").click()
        table = occasion.get_by_role("table", name="Programpunkter i texten")
        expect(table).to_be_visible()
        table.evaluate("node => node.scrollIntoView({ block: 'center' })")
        self.take("klistra-in-program")

    def summary(self) -> None:
        self.edit("samverkanskonferensen-2021")
        self.editor.tab("Summering av konferensen")
        self.take("summering")

    def lists(self) -> None:
        self.page.goto("/admin/snippets/cms/contact/")
        self.take("kontakter")
        self.page.goto("/admin/lint/")
        self.take("innehall-att-ratta")


PICTURES: tuple[Callable[[Guide], None], ...] = (
    Guide.sign_in,
    Guide.first_screen,
    Guide.news,
    Guide.picture,
    Guide.lists,
    Guide.conference,
    Guide.summary,
)


def take_all(address: str, data: Path) -> None:
    """Take every picture of a demo site.

    Args:
        address: where it is served; its users have the password of the tests.
        data: its folder of data.
    """
    with chromium() as browser:
        guide = Guide(browser, address, data / "db.sqlite3")
        for picture in PICTURES:
            picture(guide)


def main() -> None:
    """Build the demo in a folder of its own, serve it, and take the pictures."""
    with TemporaryDirectory() as folder:
        data = Path(folder)
        own = environment(**PRODUCTION, DATA_DIR=folder)
        subprocess.run([sys.executable, "-c", DEMO, PASSWORD], cwd=ROOT, env=own, check=True)
        with production(data) as server:
            take_all(server.url, data)


if __name__ == "__main__":
    main()
