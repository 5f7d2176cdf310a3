"""People in the groups that come with the site, signed in to the admin."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.users.models import UserProfile

PASSWORD = "a long password"


def user_in(group: str, username: str = "", language: str = "sv") -> Any:
    """Return a new user in a group, who reads the admin in a language."""
    username = username or group.casefold()
    user = get_user_model().objects.create_user(username, f"{username}@example.org", PASSWORD)
    user.groups.add(Group.objects.get(name=group))
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = language
    profile.save()
    return user


def signed_in(user: Any) -> Client:
    """Return a client that has signed in with the user's name and password."""
    client = Client()
    response = client.post("/admin/login/", {"username": user.username, "password": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    return client
