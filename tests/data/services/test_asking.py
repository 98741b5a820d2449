"""How a service is asked, with one on this machine that refuses, tears, dawdles and sends away."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from data.services import asking
from data.services.asking import Asked, Asker, ServiceError, Stopped, Unreachable, asked_wait
from data.services.kept_replies import KeptReplies
from tests.support.services import JSON, QUICK, Said, in_turn, service

ONE = Asked("/data/key", {"startPeriod": "2010"})
GOOD = Said("a,b\n1,2\n")


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def test_a_call_says_who_asks_and_asks_what_it_says() -> None:
    with (
        service(in_turn(GOOD)) as running,
        Asker(running.address, headers={"Accept": "text/csv"}, manners=QUICK) as asker,
    ):
        reply = asker.ask(ONE)
    assert (reply.text, reply.kind) == ("a,b\n1,2\n", "application/vnd.sdmx.data+csv")
    [call] = running.calls
    assert (call.path, call.params) == ("/data/key", {"startPeriod": "2010"})
    assert call.headers["accept"] == "text/csv"
    assert call.headers["user-agent"] == asking.USER_AGENT


@pytest.mark.parametrize(
    "first",
    [
        Said(status=429, headers={"Retry-After": "0"}),
        Said(status=429),
        Said("denied", status=403, kind="text/html"),
        Said(status=503, headers={"Retry-After": "Thu, 01 Jan 1970 00:00:00 GMT"}),
        Said(status=500),
        Said("a,b\n1,2\n", cut=4),
        Said("a,b\n1,2\n", cut=4, reset=True),
        Said("", cut=0, reset=True, headers={"Content-Length": "9"}),
    ],
    ids=["429", "429 mute", "403", "503", "500", "torn", "reset", "reset at once"],
)
def test_what_is_refused_for_now_is_asked_again(first: Said) -> None:
    waits: list[str] = []
    with (
        service(in_turn(first, GOOD)) as running,
        Asker(running.address, manners=QUICK, say=waits.append) as asker,
    ):
        assert asker.ask(ONE).text == GOOD.body
    assert len(running.calls) == 2
    assert len(waits) == 1
    assert "asked again in" in waits[0]


def test_it_is_not_asked_for_ever() -> None:
    with (
        service(in_turn(Said("busy", status=503))) as running,
        Asker(running.address, manners=QUICK) as asker,
        pytest.raises(ServiceError, match="no answer in 3 tries") as told,
    ):
        asker.ask(ONE)
    assert len(running.calls) == QUICK.tries
    assert "(status 503: busy); nothing has changed; try again later" in str(told.value)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (Said('{"message":"No such dataflow"}', status=404, kind=JSON),
         'refuses: status 404: {"message":"No such dataflow"}'),
        (Said(status=400), "refuses: status 400"),
        (Said(status=429, headers={"Retry-After": "3600"}), "asks to wait 3600 s"),
        (Said(status=302, headers={"Location": "https://example.org/login"}),
         "sends to another place (example.org), which is not followed"),
        (Said(status=302, headers={"Location": "//example.org/"}), "sends to another place"),
        (Said(status=301, headers={"Location": "/data/key"}), "from one address to the next"),
        (Said("x" * 2000), "sends more than 0 MB for one call"),
    ],
    ids=["404", "400", "long wait", "away", "away too", "in a circle", "too much"],
)  # fmt: skip
def test_what_no_further_try_would_change_is_one_sentence(said: Said, message: str) -> None:
    manners = replace(QUICK, largest=1000)
    with (
        service(in_turn(said)) as running,
        Asker(running.address, manners=manners) as asker,
        pytest.raises(ServiceError) as told,
    ):
        asker.ask(ONE)
    assert message in str(told.value)
    assert str(told.value).count("\n") == 0
    assert len(running.calls) in (1, asking.MOST_REDIRECTS + 1)


def test_another_path_of_the_same_host_is_followed() -> None:
    away = Said(status=307, headers={"Location": "/new/key"})
    with service(in_turn(away, GOOD)) as running, Asker(running.address, manners=QUICK) as asker:
        assert asker.ask(ONE).text == GOOD.body
    assert running.paths == ["/data/key", "/new/key"]


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (Said(status=503), "gave no answer in 3 tries (status 503); what was fetched is kept: "),
        (
            Said(status=429, headers={"Retry-After": "3600"}),
            "wait 3600 s; what was fetched is kept",
        ),
    ],
)
def test_what_is_kept_is_said_once_something_was(tmp_path: Path, said: Said, message: str) -> None:
    kept = KeptReplies(tmp_path, "service")
    with (
        service(in_turn(GOOD, said)) as running,
        Asker(running.address, manners=QUICK) as asker,
    ):
        kept.reply(asker, ONE, lambda _: None)
        with pytest.raises(ServiceError) as told:
            kept.reply(asker, Asked("/data/other"), lambda _: None)
    assert message in str(told.value)


def test_no_network_is_told_at_once() -> None:
    with service(in_turn(GOOD)) as gone:
        pass
    with (
        Asker(gone.address, manners=QUICK) as asker,
        pytest.raises(Unreachable, match=r"cannot reach 127.0.0.1:.*no network") as told,
    ):
        asker.ask(ONE)
    assert "Errno" not in str(told.value)


def test_a_network_that_goes_is_tried_again() -> None:
    last = Said(GOOD.body, headers={"Connection": "close"})
    with ExitStack() as leaving:
        with service(in_turn(last)) as running:
            asker = leaving.enter_context(Asker(running.address, manners=QUICK))
            asker.ask(ONE)
        with pytest.raises(ServiceError, match="no answer in 3 tries"):
            asker.ask(ONE)


def test_a_wait_can_be_stopped() -> None:
    slow = replace(QUICK, first_wait=60, longest_wait=60)
    with (
        service(in_turn(Said(status=503))) as running,
        Asker(running.address, manners=slow, stop=lambda: bool(running.calls)) as asker,
        pytest.raises(Stopped, match=r"^stopped$"),
    ):
        asker.ask(ONE)


def test_a_slow_reply_is_given_up() -> None:
    with (
        service(in_turn(GOOD)) as running,
        Asker(running.address, manners=replace(QUICK, longest_reply=-1.0)) as asker,
        pytest.raises(ServiceError, match="it sends too slowly"),
    ):
        asker.ask(ONE)
    assert len(running.calls) == QUICK.tries


def test_a_message_never_repeats_the_secret() -> None:
    with (
        service(in_turn(Said("key hunter2 is wrong", status=401))) as running,
        Asker(
            running.address, headers={"Key": "hunter2"}, secret="hunter2", manners=QUICK
        ) as asker,
        pytest.raises(ServiceError) as told,
    ):
        asker.ask(ONE)
    assert running.calls[0].headers["key"] == "hunter2"
    assert "status 401: key … is wrong" in str(told.value)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("http://example.org", "is asked over TLS only; write https://example.org"),
        ("ftp://example.org", "is no address; write https://HOST"),
        ("example.org", "is no address"),
        ("https://[", "is no address"),
    ],
)
def test_an_address_is_one_of_a_host_with_tls(address: str, message: str) -> None:
    with pytest.raises(asking.TradeproofError) as told:
        Asker(address)
    assert message in str(told.value)


def test_a_proxy_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "gopher://nowhere:1")
    with pytest.raises(Unreachable, match="the proxy or certificates"):
        Asker("https://example.org")


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None), ("7", 7.0), (" 0 ", 0.0), ("soon", None), ("-3", None),
        ("Thu, 01 Jan 2026 00:01:00 GMT", 60.0), ("Thu, 01 Jan 2015 00:01:00 GMT", 0.0),
    ],
)  # fmt: skip
def test_a_wait_is_a_number_or_a_date(header: str | None, seconds: float | None) -> None:
    assert asked_wait(header, datetime(2026, 1, 1, tzinfo=UTC)) == seconds


def self_signed(folder: Path) -> Path:
    """A certificate of this machine by nobody, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2120, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "both.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


def test_a_certificate_by_nobody_is_not_trusted_unless_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "localhost")
    certificate = self_signed(tmp_path)
    with service(in_turn(GOOD), certificate) as running:
        with (
            Asker(running.address, manners=QUICK) as asker,
            pytest.raises(Unreachable, match="a certificate that is not trusted here"),
        ):
            asker.ask(ONE)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with Asker(running.address, manners=QUICK) as asker:
            assert asker.ask(ONE).text == GOOD.body
    assert len(running.calls) == 1
