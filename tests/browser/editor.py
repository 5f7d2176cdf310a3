"""What an editor does in the admin, by the words on the screen."""

import re
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

PATIENCE = 60_000
"""How many milliseconds a screen may take; machines of tests are busy."""
SIZE: ViewportSize = {"width": 1280, "height": 900}
WITHOUT_LINKS = "node => [...node.childNodes].filter(n => !n.matches?.('.buttons')).map(n => n.textContent).join(' ')"
"""The words of a message without the links that come after them."""

expect.set_options(timeout=PATIENCE)


class Editor:
    """Somebody at a screen of the admin; ``page`` is what is on it."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.address = address
        self.context = browser.new_context(base_url=address, locale="sv-SE", timezone_id="Europe/Stockholm")
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.page.set_viewport_size(SIZE)
        # What a script of ours fails at is not on the screen.
        self.failures: list[str] = []
        self.page.on("pageerror", lambda error: self.failures.append(str(error)))

    def sign_in(self, username: str, password: str) -> None:
        """Sign in by name and password."""
        self.page.goto("/admin/")
        self.page.get_by_label("Användarnamn").fill(username)
        self.page.locator("[name=password]").fill(password)
        self.press("Logga in")
        self.page.wait_for_url("**/admin/")

    def is_signed_in(self, user: Any) -> None:
        """Sign in by a cookie, where signing in is not what is tested."""
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        self.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.address}])

    def add_below(self, parent: Any, kind: str = "") -> None:
        """Begin a page below another, of a kind if there are several."""
        self.page.goto(f"/admin/pages/{parent.pk}/")
        self.page.get_by_role("link", name="Lägg till undersida").first.click()
        if kind:
            self.page.get_by_role("main").get_by_role("link", name=kind).first.click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("Ny")

    def write(self, within: Locator | None = None, **texts: str) -> None:
        """Write texts by the names of their fields, with ``_`` for a space; in a part of the screen if one is given."""
        for name, text in texts.items():
            # A field that must be filled in has a star after its name.
            label = re.compile(rf"^{re.escape(name.replace('_', ' '))}\*?$")
            (within or self.page.get_by_role("main")).get_by_role("textbox", name=label).fill(text)

    def tab(self, name: str) -> Locator:
        """Go to a tab of the editor and return what it shows."""
        self.page.get_by_role("tab", name=name).click()
        return self.page.get_by_role("tabpanel", name=name)

    def section(self, name: str) -> Locator:
        """Return a part of the editor by its heading."""
        return self.page.get_by_role("region", name=name, exact=True)

    def add_block(self, kind: str, field: str = "Innehåll") -> Locator:
        """Add a block last in a field, and return it."""
        stream = self.section(field)
        stream.get_by_role("button", name="Lägg till ett block").last.click()
        self.page.get_by_role("option", name=kind, exact=True).click()
        return stream.get_by_role("region").filter(has=self.page.get_by_role("heading", name=kind)).last

    def press(self, name: str) -> None:
        """Press a button by its words."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def do(self, action: str) -> str:
        """Choose one of the actions at the bottom of the editor, and return what is said afterwards."""
        if action != "Spara utkast":
            self.press("Fler åtgärder")
        # What was said before may still stand there: the page that comes says what was done.
        with self.page.expect_navigation():
            self.page.get_by_role("navigation", name="Åtgärder").get_by_role("button", name=action).click()
        return self.said()

    def said(self) -> str:
        """Return the message that stands at the top of the screen once something is done."""
        message = self.page.locator(".messages li").first
        expect(message).to_be_visible()
        words: str = message.evaluate(WITHOUT_LINKS)
        return " ".join(words.split())

    def problems(self, at_least: str = "") -> list[str]:
        """Return what the check of the text says, once it says ``at_least`` that."""
        panel = self.page.locator("[data-lint-target=results]")
        expect(panel).to_contain_text(at_least)
        return [" ".join(each.split()) for each in panel.locator("li").all_text_contents()]
