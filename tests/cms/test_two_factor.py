"""Signing in to the admin with a code beside the password: set up, used, and taken away, by the pages themselves."""

import datetime as dt
import html
import re
import time
from base64 import b32decode, b32encode
from typing import Any

import pytest
import segno
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.models import CollectionViewRestriction, ModelLogEntry

from cms.sign_in import try_again
from home.roles import ADMINISTRATORS, COMMUNICATORS, establish_roles
from tests.factories.cms import DocumentFactory, root_collection
from tests.roles import PASSWORD, user_in

START = 1_800_000_000
LOGIN, HOME, SETUP = "/admin/login/", "/admin/", "/admin/account/two-step/"
CODES, OFF = f"{SETUP}codes/", f"{SETUP}off/"
NO_MATCH = (
    "Användarnamnet, lösenordet eller koden stämmer inte. Försök igen. "
    "Om du loggar in i två steg: vänta tills appen visar nästa kod."
)


class Phone:
    """An app that makes codes, with the clock that it shares with the service."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = START
        self.key = b""
        monkeypatch.setattr(time, "time", lambda: self.now)
        monkeypatch.setattr(timezone, "now", lambda: dt.datetime.fromtimestamp(self.now, dt.UTC))

    @property
    def code(self) -> str:
        """The code that the app shows now."""
        totp = TOTP(self.key)
        totp.time = self.now
        return f"{totp.token():06d}"

    def next_code(self) -> str:
        """Wait until the app shows its next code."""
        self.now += 30
        return self.code

    def read(self, response: Any) -> None:
        """Take the key that the page shows."""
        secret = re.search(r'<code id="secret">([A-Z2-7 ]+)</code>', response.text)
        self.key = b32decode(secret[1].replace(" ", ""))


WRONG_CODE = (
    "Koden stämmer inte. Varje kod gäller en gång: vänta tills appen visar nästa och skriv den. "
    "Efter flera fel är väntan längre."
)


@pytest.fixture
def phone(monkeypatch: pytest.MonkeyPatch) -> Phone:
    return Phone(monkeypatch)


@pytest.fixture
def kim(root_page: Any) -> Any:
    """A communicator, who signs in with a password alone."""
    establish_roles()
    return user_in(COMMUNICATORS, "kim")


def private_document() -> Any:
    """A document for those who are signed in."""
    collection = root_collection().add_child(name="Internt")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    return DocumentFactory(collection=collection)


def status_of(client: Client, document: Any) -> int:
    """Return the status with which a document is answered."""
    response = client.get(document.url)
    response.getvalue()
    return response.status_code


def sign_in(code: str = "", password: str = PASSWORD, client: Client | None = None, **others: Any) -> Any:
    """Answer with the errors that the form shows, or with where a right sign-in leads."""
    sent = {"username": "kim", "password": password, "code": code, "next": HOME} | others
    response = (client or Client()).post(LOGIN, sent)
    if response.status_code == 302:
        return response["Location"]
    return [str(error) for error in response.context["form"].non_field_errors()]


def recovery_codes(response: Any) -> list[str]:
    return re.findall(r"<li><code>(\w+)</code></li>", response.text)


def set_up(phone: Phone) -> tuple[Client, list[str]]:
    """Sign kim in, turn it on with the app's first code; return the client and the recovery codes."""
    client = Client()
    assert sign_in(client=client) == HOME
    phone.read(client.get(SETUP))
    return client, recovery_codes(client.post(SETUP, {"code": phone.code}))


def errors_of(response: Any, form: str) -> list[str]:
    return [str(error) for error in response.context[form].errors.get("code", [])]


def actions() -> list[tuple[str, str]]:
    """What is in the users' histories about it: what was done, and to whom."""
    logged = ModelLogEntry.objects.filter(action__startswith="cms.two_factor").order_by("pk")
    return [(entry.action, entry.label) for entry in logged]


@pytest.mark.usefixtures("kim")
class TestSettingUp:
    def test_the_account_leads_there(self) -> None:
        client = Client()
        sign_in(client=client)
        account = client.get("/admin/account/").text
        assert (f'href="{SETUP}"' in account, "Inloggning i två steg" in account) == (True, True)

    def test_the_picture_holds_what_the_text_says(self, phone: Phone) -> None:
        client = Client()
        sign_in(client=client)
        page = client.get(SETUP)
        phone.read(page)
        device = TOTPDevice.objects.get()
        read = f"otpauth://totp/Hall%C3%A4ndska%20%C3%96verenskommelsen%3Akim?secret={b32encode(phone.key).decode()}&"
        assert (device.confirmed, device.config_url.startswith(read)) == (False, True)
        picture = segno.make(device.config_url, micro=False).svg_data_uri(scale=5, light="white")
        assert f'src="{picture}"' in html.unescape(page.text)

    def test_the_first_code_turns_it_on_and_shows_the_recovery_codes_once(self, phone: Phone) -> None:
        client, codes = set_up(phone)
        later = client.get(SETUP)
        assert sorted(codes) == sorted(StaticToken.objects.values_list("token", flat=True))
        assert (len(set(codes)), [code for code in codes if code in later.text]) == (10, [])
        assert "Du har 10 reservkoder kvar." in later.text
        assert (client.get(HOME).status_code, actions()) == (200, [("cms.two_factor_on", "kim")])

    def test_a_wrong_code_turns_nothing_on_and_keeps_the_key(self, phone: Phone) -> None:
        client = Client()
        sign_in(client=client)
        phone.read(client.get(SETUP))
        wrong = client.post(SETUP, {"code": f"{(int(phone.code) + 1) % 1_000_000:06d}"})
        key = phone.key
        phone.read(wrong)
        assert (errors_of(wrong, "setup_form"), phone.key == key) == (
            [WRONG_CODE],
            True,
        )
        assert (sign_in(), actions()) == (HOME, [])
        assert recovery_codes(client.post(SETUP, {"code": phone.next_code()})) != []

    def test_a_key_that_was_shown_before_is_worth_nothing(self, phone: Phone) -> None:
        client = Client()
        sign_in(client=client)
        phone.read(client.get(SETUP))
        client.get(SETUP)
        assert recovery_codes(client.post(SETUP, {"code": phone.code})) == []

    def test_a_second_phone_does_not_replace_the_first(self, phone: Phone) -> None:
        client, _codes = set_up(phone)
        assert client.post(SETUP, {"code": phone.next_code()})["Location"] == SETUP
        assert TOTPDevice.objects.count() == 1

    def test_strangers_see_nothing(self) -> None:
        assert [Client().get(path)["Location"] for path in (SETUP, CODES, OFF)] == [
            f"{LOGIN}?next={path}" for path in (SETUP, CODES, OFF)
        ]


@pytest.mark.usefixtures("kim")
class TestSigningIn:
    def test_who_has_no_phone_needs_no_code(self) -> None:
        page = Client().get(LOGIN)
        assert "<h1>Logga in</h1>" in page.text
        fields = page.context["form"].fields
        assert [str(field.label) for name, field in fields.items() if name != "remember"] == [
            "Användarnamn",
            "Lösenord",
            "Kod",
        ]
        assert sign_in() == HOME

    def test_a_right_password_without_its_code_is_answered_like_a_wrong_one(self, phone: Phone) -> None:
        set_up(phone)
        phone.now += 30
        answers = [
            sign_in(),
            sign_in(password="wrong"),
            sign_in(username="nobody"),
            sign_in(phone.code, password="wrong"),
            sign_in("000000" if phone.code != "000000" else "000001"),
        ]
        assert answers == [[NO_MATCH]] * 5

    def test_the_code_opens_the_admin_and_only_once(self, phone: Phone) -> None:
        set_up(phone)
        client = Client()
        code = phone.next_code()
        assert (sign_in(code, client=client), client.get(HOME).status_code) == (HOME, 200)
        assert sign_in(code) == [NO_MATCH]
        phone.now += 2
        assert sign_in(phone.next_code()) == HOME

    def test_the_code_that_turned_it_on_is_used_up(self, phone: Phone) -> None:
        set_up(phone)
        assert sign_in(phone.code) == [NO_MATCH]

    def test_a_code_may_be_typed_as_it_is_shown(self, phone: Phone) -> None:
        set_up(phone)
        code = phone.next_code()
        assert sign_in(f" {code[:3]} {code[3:]}") == HOME

    def test_an_old_code_is_none(self, phone: Phone) -> None:
        set_up(phone)
        code = phone.next_code()
        phone.now += 90
        assert sign_in(code) == [NO_MATCH]

    def test_after_a_wrong_code_the_right_one_has_to_wait(self, phone: Phone) -> None:
        set_up(phone)
        phone.next_code()
        wrong = [sign_in("1"), sign_in(phone.code)]
        phone.now += 2
        assert (wrong, sign_in(phone.code)) == ([[NO_MATCH]] * 2, HOME)

    def test_a_recovery_code_signs_in_once(self, phone: Phone) -> None:
        _client, codes = set_up(phone)
        client = Client()
        assert (sign_in(codes[0].upper(), client=client), client.get(HOME).status_code) == (HOME, 200)
        assert sign_in(codes[0]) == [NO_MATCH]
        phone.now += 2
        assert sign_in(codes[1]) == HOME
        assert StaticToken.objects.count() == 8

    def test_the_code_of_somebody_else_is_none(self, phone: Phone) -> None:
        _client, codes = set_up(phone)
        robin = user_in(COMMUNICATORS, "robin")
        TOTPDevice.objects.create(user=robin, name="app")
        answers = [sign_in(code, username="robin") for code in (phone.next_code(), codes[0])]
        assert answers == [[NO_MATCH]] * 2

    def test_codes_are_limited_together_with_passwords(self, phone: Phone, settings: Any) -> None:
        set_up(phone)
        settings.SIGN_IN_RATE = "3/5 minutes"
        phone.now += 30
        wrong = [sign_in("1"), sign_in(password="wrong"), sign_in("2")]
        phone.now += 60
        assert (wrong, sign_in(phone.code)) == ([[NO_MATCH]] * 3, [try_again(240)])

    def test_right_codes_are_not_counted(self, phone: Phone, settings: Any) -> None:
        settings.SIGN_IN_RATE = "1/5 minutes"
        set_up(phone)
        assert [sign_in(phone.next_code()) for _ in range(3)] == [HOME] * 3

    def test_wagtails_other_form_asks_for_the_code_too(self, phone: Phone) -> None:
        set_up(phone)
        client = Client()
        sent = {"username": "kim", "password": PASSWORD, "next": HOME}
        refused = client.post("/_util/login/", sent)
        assert (refused.status_code, "_auth_user_id" in client.session) == (200, False)
        assert client.post("/_util/login/", sent | {"code": phone.next_code()})["Location"] == HOME

    def test_a_session_from_before_signs_in_again(self, phone: Phone) -> None:
        before = Client()
        sign_in(client=before)
        set_up(phone)
        script = before.get(HOME, headers={"x-requested-with": "XMLHttpRequest"})
        page = before.get("/admin/pages/")
        assert (script.status_code, page["Location"]) == (403, f"{LOGIN}?next=/admin/pages/")
        assert "_auth_user_id" not in before.session

    def test_a_session_from_before_is_nobody_s_outside_the_admin(self, phone: Phone) -> None:
        document = private_document()
        before = Client()
        sign_in(client=before)
        assert status_of(before, document) == 200
        client, _codes = set_up(phone)
        assert [status_of(each, document) for each in (before, client)] == [404, 200]


@pytest.mark.usefixtures("kim")
class TestTakingAway:
    def test_it_is_turned_off_by_a_code(self, phone: Phone) -> None:
        client, _codes = set_up(phone)
        refused = client.post(OFF, {"code": phone.code})
        assert errors_of(refused, "off_form") == [WRONG_CODE]
        assert TOTPDevice.objects.count() == 1
        assert client.post(OFF, {"code": phone.next_code()})["Location"] == SETUP
        assert (TOTPDevice.objects.count(), StaticToken.objects.count(), sign_in()) == (0, 0, HOME)
        assert actions() == [("cms.two_factor_on", "kim"), ("cms.two_factor_off", "kim")]

    def test_new_recovery_codes_replace_the_old(self, phone: Phone) -> None:
        client, old = set_up(phone)
        refused = client.post(CODES, {"code": "1"})
        assert (recovery_codes(refused), len(errors_of(refused, "codes_form"))) == ([], 1)
        new = recovery_codes(client.post(CODES, {"code": phone.next_code()}))
        assert (len(new), set(new) & set(old)) == (10, set())
        assert (sign_in(old[0]), client.get(HOME).status_code) == ([NO_MATCH], 200)

    def test_wrong_codes_there_are_limited_too(self, phone: Phone, settings: Any) -> None:
        client, _codes = set_up(phone)
        settings.SIGN_IN_RATE = "1/5 minutes"
        client.post(OFF, {"code": "1"})
        assert errors_of(client.post(OFF, {"code": phone.next_code()}), "off_form") == [try_again(270)]

    def test_who_has_no_phone_is_led_to_the_set_up(self) -> None:
        client = Client()
        sign_in(client=client)
        assert [client.post(path, {"code": "1"})["Location"] for path in (OFF, CODES)] == [SETUP] * 2

    def test_an_administrator_forgets_a_lost_phone(self, phone: Phone, kim: Any) -> None:
        ours, _codes = set_up(phone)
        alex = user_in(ADMINISTRATORS, "alex")
        client = Client()
        sign_in(username="alex", client=client)
        address = f"/admin/users/{kim.pk}/two-step/"
        listing = client.get("/admin/users/").text
        assert (address in listing, f"/admin/users/{alex.pk}/two-step/" in listing) == (True, False)
        assert client.get(address).status_code == 200
        assert TOTPDevice.objects.count() == 1
        assert client.post(address)["Location"] == "/admin/users/"
        assert (sign_in(), ours.get(HOME).status_code) == (HOME, 200)
        assert actions()[-1] == ("cms.two_factor_reset", "kim")

    def test_nobody_else_does(self, phone: Phone, kim: Any) -> None:
        set_up(phone)
        user_in(COMMUNICATORS, "robin")
        client = Client()
        sign_in(username="robin", client=client)
        assert client.post(f"/admin/users/{kim.pk}/two-step/")["Location"] == HOME
        assert TOTPDevice.objects.count() == 1

    def test_an_administrator_gives_a_code_for_the_own_phone(self, phone: Phone, kim: Any) -> None:
        kim.is_superuser = True
        kim.save()
        client, _codes = set_up(phone)
        assert client.post(f"/admin/users/{kim.pk}/two-step/")["Location"] == HOME
        assert TOTPDevice.objects.count() == 1

    def test_a_command_does_it_on_the_server(self, phone: Phone, capsys: Any) -> None:
        set_up(phone)
        call_command("reset_two_factor", "kim")
        assert capsys.readouterr().out == "kim signs in with a password alone, until a phone is set up again.\n"
        assert (sign_in(), actions()[-1]) == (HOME, ("cms.two_factor_reset", "kim"))

    @pytest.mark.parametrize(
        ("name", "message"),
        [("kim", "kim signs in with a password alone already."), ("nobody", "There is no user nobody.")],
    )
    def test_the_command_says_when_there_is_nothing_to_do(self, name: str, message: str) -> None:
        with pytest.raises(CommandError) as refused:
            call_command("reset_two_factor", name)
        assert str(refused.value) == message


@pytest.mark.usefixtures("kim")
class TestRequired:
    @pytest.fixture(autouse=True)
    def _required(self, settings: Any) -> None:
        settings.TWO_FACTOR = "required"

    def test_who_has_no_phone_opens_nothing_but_the_set_up(self, phone: Phone) -> None:
        client = Client()
        assert sign_in(client=client) == HOME
        closed = [HOME, "/admin/pages/", "/admin/account/", "/admin/users/", "/admin/images/", "/admin//", CODES]
        assert [client.get(path)["Location"] for path in closed] == [SETUP] * len(closed)
        assert client.get("/admin/pages/", headers={"x-requested-with": "XMLHttpRequest"}).status_code == 403
        page = client.get(SETUP)
        assert (page.status_code, "Alla som arbetar här loggar in i två steg." in page.text) == (200, True)
        phone.read(page)
        client.post(SETUP, {"code": phone.code})
        assert [client.get(path).status_code for path in (HOME, "/admin/pages/")] == [200, 200]

    def test_who_has_no_phone_is_nobody_elsewhere(self, phone: Phone) -> None:
        document = private_document()
        client = Client()
        sign_in(client=client)
        assert status_of(client, document) == 404
        phone.read(client.get(SETUP))
        client.post(SETUP, {"code": phone.code})
        assert status_of(client, document) == 200

    def test_one_can_leave(self) -> None:
        client = Client()
        sign_in(client=client)
        assert client.post("/admin/logout/")["Location"] == LOGIN

    def test_who_changes_phones_sets_up_the_new_one(self, phone: Phone) -> None:
        client, _codes = set_up(phone)
        client.post(OFF, {"code": phone.next_code()})
        assert client.get(HOME)["Location"] == SETUP


@pytest.mark.usefixtures("kim")
class TestOff:
    def test_nobody_is_asked(self, phone: Phone, settings: Any) -> None:
        client, _codes = set_up(phone)
        settings.TWO_FACTOR = "off"
        assert ('name="code"' in Client().get(LOGIN).text, sign_in()) == (False, HOME)
        assert [client.get(path).status_code for path in (SETUP, "/admin/account/")] == [404, 200]
        assert SETUP not in client.get("/admin/account/").text


def test_a_setting_that_is_none_is_found_at_the_start(settings: Any) -> None:
    settings.TWO_FACTOR = "true"
    assert [problem.msg for problem in run_checks() if problem.id == "cms.E031"] == [
        "TWO_FACTOR is none of off, optional, required: true"
    ]
