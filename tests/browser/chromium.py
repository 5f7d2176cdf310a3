"""The browser of the tests and the screenshots: the machine's own Chromium, driven by Playwright.

Run as a module it says where the browser is, and fails where there is none.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MISSING = "No Chromium was found: install it (Debian's package chromium), or say where it is by CHROMIUM=<path>."
FLAGS = [
    "--lang=sv",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
]


def find_chromium() -> str | None:
    """Return the path of the browser: what ``CHROMIUM`` names, else the first known program; ``None`` without one."""
    named = os.environ.get("CHROMIUM")
    return next((path for name in ([named] if named else PROGRAMS) if (path := shutil.which(name))), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser, without a window; closed at the end.

    Raises:
        RuntimeError: there is none on this machine.
    """
    path = find_chromium()
    if path is None:
        raise RuntimeError(MISSING)
    # Chromium's sandbox does not run as root, which the user of a container often is.
    flags = [*FLAGS, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        try:
            yield browser
        finally:
            browser.close()


if __name__ == "__main__":
    sys.stdout.write(f"{find_chromium() or sys.exit(MISSING)}\n")
