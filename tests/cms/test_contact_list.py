"""The list of contacts in the admin: whom somebody has to ask whether they may still be shown."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.cms import ContactFactory

TODAY = timezone.localdate()


@pytest.mark.parametrize(
    ("renewal", "names"),
    [
        ("passed", ["Förra året", "Igår"]),
        ("soon", ["I dag", "Om trettio dagar"]),
        ("", ["Förra året", "I dag", "Igår", "Om ett år", "Om trettio dagar", "Utan slut"]),
    ],
)
def test_contacts_past_their_day_are_listed_for_renewal(admin_client: Client, renewal: str, names: list[str]):
    days: dict[str, date | None] = {
        "Utan slut": None,
        "Förra året": TODAY - timedelta(days=365),
        "Igår": TODAY - timedelta(days=1),
        "I dag": TODAY,
        "Om trettio dagar": TODAY + timedelta(days=30),
        "Om ett år": TODAY + timedelta(days=365),
    }
    for name, day in days.items():
        ContactFactory(name=name, public_until=day)

    response = admin_client.get("/admin/snippets/cms/contact/", {"renewal": renewal})

    assert sorted(contact.name for contact in response.context["page_obj"]) == names
    assert "Datumet har passerat" in response.text
