"""The demo's words as plain data: no database, no framework; the demo command turns them into pages."""
