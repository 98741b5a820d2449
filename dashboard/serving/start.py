"""What the environment says of the server, looked at before anybody is answered."""

from __future__ import annotations

import sys

from dashboard.serving import permission
from dashboard.serving.origins import named_origins
from data.errors import TradeproofError
from data.official import embedded

WRONG_USE = 2  # exit status


def known_switches() -> None:
    """Refuse a switch that is neither on nor off.

    Raises
    ------
    TradeproofError
        One of them is neither.
    """
    for is_on in (
        permission.somebody_is_at_the_machine,
        permission.everyone_may_change,
        embedded.are_wanted,
    ):
        is_on()


def origins_of_start() -> tuple[str, ...]:
    """The origins that the environment names; one line and the end where it says what is unknown.

    `tradeproof serve` has refused that before; this is for `streamlit run`, which would show where
    in the program it was met, and give 1.
    """
    try:
        known_switches()
        return named_origins()
    except TradeproofError as error:
        print(f"tradeproof: {error}", file=sys.stderr, flush=True)
        sys.exit(WRONG_USE)
