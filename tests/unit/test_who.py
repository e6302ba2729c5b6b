"""Who is in front of the screen: only a browser at this very machine is alone, and a session ends."""

import pytest

from kb.ui.administrator import is_on_this_machine
from kb.ui.who import SignInStatus, refused

HERE = {"Host": "localhost:8501", "Origin": "http://localhost:8501"}
NOW = 1_800_000_000.0
CLAIMS = {"email": "someone@invented.example", "iat": NOW - 60, "email_verified": True}
HOUR = 3600


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("localhost:8501", None),
        ("LOCALHOST:8501", None),
        ("localhost", "127.0.0.1"),
        ("127.0.0.1:8501", "127.0.0.1"),
        ("127.8.8.8:8501", None),
        ("[::1]:8501", "::1"),
        ("[::1]:8501", "::ffff:127.0.0.1"),
    ],
)
def test_a_browser_at_this_machine_is_alone(host: str, address: str | None) -> None:
    assert is_on_this_machine({"Host": host, "Origin": f"http://{host}"}, address)


@pytest.mark.parametrize(
    ("changed", "address"),
    [
        ({}, "192.0.2.7"),
        ({}, "::ffff:192.0.2.7"),
        ({}, "2001:db8::7"),
        ({}, "not an address"),
        # A name of a foreign site that points here (DNS rebinding), and names that only look like this machine.
        ({"Host": "evil.example:8501", "Origin": "http://evil.example:8501"}, None),
        ({"Host": "127.0.0.1.evil.example", "Origin": "http://127.0.0.1.evil.example"}, None),
        ({"Host": "localhost.evil.example", "Origin": "http://localhost.evil.example"}, None),
        ({"Host": "localhost@evil.example", "Origin": "http://localhost@evil.example"}, None),
        ({"Host": "192.0.2.7:8501", "Origin": "http://192.0.2.7:8501"}, None),
        ({"Host": "0.0.0.0:8501", "Origin": "http://0.0.0.0:8501"}, None),
        # Another page asks, at this machine or elsewhere; or a hidden proxy, which leaves the page's address.
        ({"Origin": "https://dashboard.example"}, None),
        ({"Origin": "http://localhost:9999"}, None),
        ({"Origin": "null"}, None),
        ({"Origin": ""}, None),
        # What a proxy adds, however it is spelled.
        ({"X-Forwarded-For": "127.0.0.1"}, None),
        ({"x-forwarded-host": "localhost:8501"}, None),
        ({"Forwarded": "for=127.0.0.1"}, None),
        ({"X-REAL-IP": "127.0.0.1"}, None),
        ({"Via": "1.1 invented"}, None),
        # Nothing that an address could be read from.
        ({"Host": ""}, None),
        ({"Host": "", "Origin": ""}, None),
        ({"Host": "[", "Origin": "http://["}, None),
        ({"Host": "[::1", "Origin": "http://[::1"}, None),
    ],
)
def test_anything_else_is_not(changed: dict[str, str], address: str | None) -> None:
    assert not is_on_this_machine(HERE | changed, address)


@pytest.mark.parametrize("missing", ["Host", "Origin"])
def test_without_these_headers_nobody_is_alone(missing: str) -> None:
    assert not is_on_this_machine({name: value for name, value in HERE.items() if name != missing}, None)
    assert not is_on_this_machine({}, None)


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        *(({"email_verified": confirmed}, None) for confirmed in (True, "true")),
        *(
            ({"email_verified": confirmed}, SignInStatus.UNCONFIRMED)
            for confirmed in (False, "false", "", 0, None, "no")
        ),
        *(({"email": email}, SignInStatus.UNCONFIRMED) for email in (None, "")),
        # Nobody knows when it began.
        *(({"iat": issued}, SignInStatus.ENDED) for issued in (None, "yesterday", NOW + 1000)),
    ],
    ids=str,
)
def test_a_fresh_session_with_a_confirmed_address_holds_and_no_other(
    claims: dict[str, object], why: SignInStatus | None
) -> None:
    assert refused({**CLAIMS, **claims}, NOW) is why
    assert refused({key: value for key, value in CLAIMS.items() if key != "email_verified"}, NOW) is None


def test_a_session_ends_twelve_hours_after_the_sign_in_whatever_the_token_says() -> None:
    long = {**CLAIMS, "iat": NOW, "exp": NOW + 1000 * HOUR}
    assert refused(long, NOW + 12 * HOUR - 1) is None
    assert refused(long, NOW + 12 * HOUR) is SignInStatus.ENDED


def test_the_operator_may_shorten_sessions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_SESSION_MINUTES", "30")
    assert refused({**CLAIMS, "iat": NOW}, NOW + 1799) is None
    assert refused({**CLAIMS, "iat": NOW}, NOW + 1800) is SignInStatus.ENDED
    monkeypatch.setenv("KB_SESSION_MINUTES", "half an hour")
    assert refused({**CLAIMS, "iat": NOW}, NOW + 12 * HOUR - 1) is None
