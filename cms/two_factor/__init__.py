"""Signing in to the admin in two steps: a password, and a code from the editor's phone (django-otp)."""
