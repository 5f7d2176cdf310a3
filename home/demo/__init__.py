"""The demo site: its pictures, documents and Swedish texts."""
