"""How a service is asked: one call at a time, politely, with every fault as one plain sentence.

A call that is refused for now (429, 403 from the edge, 5xx), torn or too slow is made again, each
time after a longer wait, and not for ever. Other hosts than the one asked are never followed to.
Proxies and certificates are those of the environment, as httpx takes them.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from urllib.parse import urlsplit

import httpx

from data.errors import TradeproofError, shortened

USER_AGENT = "Tradeproof/0.1 (trade statistics; one call at a time)"
RETRIED = (403, 408, 425, 429, 500, 502, 503, 504)
REDIRECTS = (301, 302, 303, 307, 308)
MOST_REDIRECTS = 3
LOOPBACK = ("127.0.0.1", "::1", "localhost")
KEPT = "what was fetched is kept: the same command later goes on from there"
SLICE = 0.1  # seconds of a wait, after each of which it may be stopped


class ServiceError(TradeproofError):
    """A service that does not give what it was asked for: which, what it said, what would help."""


class Unreachable(ServiceError):
    """Nothing could be asked: no network, a wrong proxy, or a certificate that is not trusted."""


class Stopped(ServiceError):
    """Whoever asked wants no more; what was fetched is kept, if anything was."""


class Torn(Exception):
    """A reply that ended early or is something else for now, to be asked for again."""


def never() -> bool:
    """Nobody stops it."""
    return False


@dataclass(frozen=True)
class Manners:
    """How a service is treated: seconds, tries and bytes.

    `pause` lies between two calls, `first_wait` before the second try, twice as long before each
    next one, with up to half more or less; a wait that the service asks for holds before it, and
    one of more than `longest_wait` ends it.
    """

    pause: tuple[float, float] = (0.5, 1.5)
    tries: int = 5
    first_wait: float = 1.0
    longest_wait: float = 120.0
    silence: float = 60.0
    longest_reply: float = 900.0
    largest: int = 128 * 2**20


@dataclass(frozen=True)
class Reply:
    """What a service answered, whole."""

    status: int
    kind: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The body as text, as far as it is one."""
        return self.body.decode("utf-8-sig", "replace")


@dataclass(frozen=True)
class Asked:
    """A call: the path under the address of the service, and its parameters."""

    path: str
    params: Mapping[str, str] = field(default_factory=dict)


Check = Callable[[Reply], object]


class Asker:
    """Asks one service. `refusal` gives the sentence of a reply that no further try would change.

    `secret`, sent in `headers`, is taken out of whatever a message repeats. `say` is told of waits.
    """

    def __init__(
        self,
        address: str,
        *,
        headers: Mapping[str, str] | None = None,
        secret: str = "",
        refusal: Callable[[Reply], str | None] = lambda _: None,
        manners: Manners | None = None,
        stop: Callable[[], bool] = never,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._address = _address(address)
        self.host = urlsplit(self._address).netloc
        self._secret, self._refusal = secret, refusal
        self._manners = manners or Manners()
        self._stop, self._say = stop, say
        self._calls = 0
        self._was_reached = False
        self.has_kept = False  # whether a reply to it lies kept, told by whoever keeps them
        wait = httpx.Timeout(self._manners.silence, connect=min(20.0, self._manners.silence))
        try:
            self._client = httpx.Client(
                headers={"User-Agent": USER_AGENT, **(headers or {})},
                timeout=wait,
                follow_redirects=False,
            )
        except (ValueError, httpx.InvalidURL, ImportError, OSError) as error:
            raise Unreachable(
                f"cannot ask {self.host}: the proxy or certificates of the environment cannot be "
                f"used ({error})"
            ) from error

    def __enter__(self) -> Asker:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def ask(self, asked: Asked, check: Check = lambda _: None) -> Reply:
        """The reply to a call, once it is whole and `check` finds nothing torn in it.

        Raises
        ------
        Unreachable, Stopped, ServiceError
            As their names say; the message is meant for a person.
        """
        if self._calls:
            self._rest(random.uniform(*self._manners.pause))
        self._calls += 1
        why, wait = "", 0.0
        for attempt in range(1, self._manners.tries + 1):
            if attempt > 1:
                self._say(f"{self.host}: {why}; asked again in {wait:.0f} s")
                self._rest(wait)
            try:
                reply = self._followed(asked)
                self._was_reached = True
                if reply.status == 200:
                    check(reply)
                    return reply
            except Torn as error:
                why, wait = str(error), self._wait(attempt, {})
                continue
            except httpx.TransportError as error:
                why, wait = self._fault(error), self._wait(attempt, {})
                continue
            why = self._refused(reply)
            wait = self._wait(attempt, reply.headers)
        raise ServiceError(
            f"{self.host} gave no answer in {self._manners.tries} tries ({why}); {self._later}"
        )

    @property
    def _later(self) -> str:
        """What would help later."""
        return KEPT if self.has_kept else "nothing has changed; try again later"

    def _stopped(self) -> Stopped:
        return Stopped("stopped; what was fetched is kept" if self.has_kept else "stopped")

    def _followed(self, asked: Asked) -> Reply:
        """The reply, at another path of the same host if it sends there."""
        url = httpx.URL(self._address + asked.path, params=asked.params or None)
        for _ in range(MOST_REDIRECTS + 1):
            reply = self._received(url)
            if reply.status not in REDIRECTS:
                return reply
            try:
                other = url.join(reply.headers.get("location", ""))
            except httpx.InvalidURL as error:
                raise ServiceError(f"{self.host} sends to an address that is none") from error
            if (other.scheme, other.netloc) != (url.scheme, url.netloc):
                raise ServiceError(
                    f"{self.host} sends to another place ({self._plain(other.host)}), which is "
                    "not followed; it may have moved, or a network between wants a log-in"
                )
            url = other
        raise ServiceError(f"{self.host} sends from one address to the next without end")

    def _received(self, url: httpx.URL) -> Reply:
        body, began = bytearray(), time.monotonic()
        with self._client.stream("GET", url) as response:
            for part in response.iter_bytes():
                body += part
                if self._stop():
                    raise self._stopped()
                if len(body) > self._manners.largest:
                    raise ServiceError(
                        f"{self.host} sends more than {self._manners.largest // 2**20} MB for one "
                        "call; ask for fewer partners or years"
                    )
                if time.monotonic() - began > self._manners.longest_reply:
                    raise Torn("it sends too slowly")
            kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
            return Reply(response.status_code, kind, bytes(body), dict(response.headers))

    def _refused(self, reply: Reply) -> str:
        """Why a reply is none yet; a refusal that another try would not change is raised."""
        if (sentence := self._refusal(reply)) is not None:
            kept = f"; {KEPT}" if self.has_kept else ""
            raise ServiceError(f"{self.host}: {self._plain(sentence.rstrip('.'))}{kept}")
        said = self._plain(f"status {reply.status}: {reply.text}" if reply.body else "")
        if reply.status not in RETRIED:
            raise ServiceError(f"{self.host} refuses: {said or f'status {reply.status}'}")
        return said or f"status {reply.status}"

    def _fault(self, error: httpx.TransportError) -> str:
        """What is wrong with the connection; where nothing was ever reached, no further try."""
        why = self._plain(re.sub(r"\[Errno -?\d+\] ?", "", str(error))) or type(error).__name__
        if isinstance(error, httpx.ProxyError | httpx.UnsupportedProtocol):
            raise Unreachable(f"cannot ask {self.host} through the proxy ({why})") from error
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            raise Unreachable(
                f"{self.host} shows a certificate that is not trusted here; a proxy may stand "
                "between: name its certificates in SSL_CERT_FILE"
            ) from error
        if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout) and not self._was_reached:
            raise Unreachable(
                f"cannot reach {self.host}: there is no network here, or a proxy or firewall keeps "
                "it away; nothing has changed, try again later or load a file downloaded there"
            ) from error
        return why

    def _wait(self, attempt: int, headers: Mapping[str, str]) -> float:
        told = asked_wait(headers.get("retry-after"), datetime.now(UTC))
        if told is not None and told > self._manners.longest_wait:
            raise ServiceError(f"{self.host} asks to wait {told:.0f} s; {self._later}")
        own = self._manners.first_wait * 2 ** (attempt - 1) * random.uniform(0.5, 1.5)
        return max(min(own, self._manners.longest_wait), told or 0.0)

    def _rest(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while True:
            if self._stop():
                raise self._stopped()
            left = end - time.monotonic()
            if left <= 0:
                return
            time.sleep(min(SLICE, left))

    def _plain(self, text: str) -> str:
        """What a message may repeat of what came from outside."""
        line = " ".join(text.split())
        return shortened(line.replace(self._secret, "…") if self._secret else line)


def asked_wait(header: str | None, now: datetime) -> float | None:
    """The seconds that a `Retry-After` asks for: a number, or a date.

    Examples
    --------
    >>> asked_wait("7", datetime(2026, 1, 1, tzinfo=UTC))
    7.0
    >>> asked_wait("Thu, 01 Jan 2026 00:01:00 GMT", datetime(2026, 1, 1, tzinfo=UTC))
    60.0
    >>> asked_wait("soon", datetime(2026, 1, 1, tzinfo=UTC)) is None
    True
    """
    if header is None:
        return None
    if header.strip().isdecimal():
        return float(header)
    try:
        when = parsedate_to_datetime(header)
    except ValueError:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max((when - now).total_seconds(), 0.0)


def _address(address: str) -> str:
    """An address with TLS; without it only on this machine."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if host is None or parts.scheme not in ("http", "https"):
        raise TradeproofError(f"{shortened(address)!r} is no address; write https://HOST")
    if parts.scheme == "http" and host not in LOOPBACK:
        raise TradeproofError(
            f"{host} is asked over TLS only; write https://{parts.netloc}{parts.path}"
        )
    return address.rstrip("/")
