"""The demo's three logins, and the file that keeps their first passwords."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.users.models import UserProfile

from home.roles import ADMINISTRATORS, COMMUNICATORS, REVIEWERS

COMMUNICATOR, REVIEWER, ADMINISTRATOR = "kommunikator", "granskare", "admin"
FILE_NAME = "demo-logins.txt"


@dataclass(frozen=True)
class Login:
    """A login as it is shown: ``password`` is the first one, or ``None`` if it is not known."""

    username: str
    may: str
    password: str | None


@dataclass(frozen=True)
class Role:
    """What a login is for."""

    username: str
    name: str
    group: str
    may: str
    is_superuser: bool = False


ROLES = (
    Role(COMMUNICATOR, "Kommunikatör", COMMUNICATORS, "writes, and submits for review"),
    Role(REVIEWER, "Granskare", REVIEWERS, "reviews and publishes"),
    Role(ADMINISTRATOR, "Administratör", ADMINISTRATORS, "may do everything", is_superuser=True),
)


def ensure_logins(folder: Path, password: str | None = None) -> list[Login]:
    """Make the logins that are missing; one that exists keeps its password and its rights.

    Args:
        folder: where the file with the first passwords is kept.
        password: the password of every login that is made; each gets one of its own otherwise.
    """
    users = get_user_model()
    file = folder / FILE_NAME
    known = read(file)
    missing = [role for role in ROLES if not users.objects.filter(username=role.username).exists()]
    for role in missing:
        known[role.username] = password or known.get(role.username) or secrets.token_urlsafe(12)
        create(role, known[role.username])
    if missing:
        write(file, known)
    return [Login(role.username, role.may, known.get(role.username)) for role in ROLES]


def create(role: Role, password: str) -> None:
    """Make a login that reads the admin in Swedish."""
    user = get_user_model().objects.create_user(
        username=role.username,
        email=f"{role.username}@example.org",
        password=password,
        first_name="Demo",
        last_name=role.name,
        is_superuser=role.is_superuser,
        is_staff=role.is_superuser,
    )
    user.groups.add(Group.objects.get_or_create(name=role.group)[0])
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = "sv"
    profile.save()


def read(file: Path) -> dict[str, str]:
    """Return the passwords that the file keeps, by user name."""
    if not file.exists():
        return {}
    return dict(line.split(" ", 1) for line in file.read_text(encoding="utf-8").splitlines() if " " in line)


def write(file: Path, passwords: dict[str, str]) -> None:
    """Keep passwords in a file that its owner alone can read."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
        file.chmod(0o600)
        stream.writelines(f"{username} {password}\n" for username, password in passwords.items())
