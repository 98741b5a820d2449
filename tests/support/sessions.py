"""Many readers at once, without their browsers: each speaks to the dashboard as a browser does."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from time import perf_counter
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

LONGEST_END = 200  # bytes of the message that a page is finished; those of elements are longer
OPENING = 120  # seconds


def clicks(
    site: str, addresses: Sequence[tuple[str, str]], readers: int, seconds: float
) -> list[float]:
    """Seconds that each page took of readers who click once a second, or when the last has come.

    An address is the name of a page and its query. The first page of each reader is not counted.
    """
    return asyncio.run(_all(site, addresses, readers, seconds))


async def _all(
    site: str, addresses: Sequence[tuple[str, str]], readers: int, seconds: float
) -> list[float]:
    ready = asyncio.Barrier(readers)
    took = [_reader(site, addresses, number, readers, seconds, ready) for number in range(readers)]
    return [one for of_reader in await asyncio.gather(*took) for one in of_reader]


async def _reader(
    site: str,
    addresses: Sequence[tuple[str, str]],
    number: int,
    readers: int,
    seconds: float,
    ready: asyncio.Barrier,
) -> list[float]:
    host = urlsplit(site).netloc
    took: list[float] = []
    async with connect(
        f"ws://{host}/_stcore/stream",
        origin=f"http://{host}",  # ty: ignore[invalid-argument-type]
        subprotocols=["streamlit"],  # ty: ignore[invalid-argument-type]
        max_size=None,
        open_timeout=OPENING,
        ping_interval=None,
    ) as socket:
        await _shown(socket, *addresses[number % len(addresses)])
        await ready.wait()
        start = perf_counter()
        await asyncio.sleep(number / readers)
        turn = number
        while perf_counter() - start < seconds:
            turn += 1
            clicked = perf_counter()
            await _shown(socket, *addresses[turn % len(addresses)])
            took.append(perf_counter() - clicked)
            await asyncio.sleep(max(0.0, 1 - took[-1]))
    return took


async def _shown(socket: ClientConnection, page: str, query: str) -> None:
    """Ask for a page and read all that it consists of."""
    asked = BackMsg()
    asked.rerun_script.page_name = page
    asked.rerun_script.query_string = query
    await socket.send(asked.SerializeToString())
    while True:
        told = await socket.recv()
        if len(told) > LONGEST_END:
            continue
        message = ForwardMsg()
        message.ParseFromString(told if isinstance(told, bytes) else told.encode())
        if message.WhichOneof("type") == "script_finished":
            if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return
            raise RuntimeError(f"the page {page}?{query} did not run")
