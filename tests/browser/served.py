"""A site that a real browser visits: its rows are committed, since the server reads them on connections of its own."""

WIDTH, HEIGHT = 1280, 900
