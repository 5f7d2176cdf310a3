"""Django's backend for SQLite, with the words of each statement put into the driver's once."""
