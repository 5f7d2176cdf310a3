"""The admin in a real browser, as an editor sees it."""
