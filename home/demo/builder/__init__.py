"""Turns the demo's texts, pictures and documents into a site."""
