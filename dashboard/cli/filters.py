"""The filters of a command: an option for each filter of the public files, declared once."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

from dashboard.answers.public_files import FILTERS
from dashboard.answers.selection import ENDS

Query = dict[str, list[str]]


def with_filters(command: Callable[..., None]) -> Callable[..., None]:
    """A command whose parameter `query` is given as one option a filter.

    `query` holds the values of the filters that were given, as an address would.
    """
    signature = inspect.signature(command, eval_str=True)
    options = [_option(name) for name in FILTERS]

    @wraps(command)
    def filtered(**given: Any) -> None:
        values = {name: given.pop(ENDS.get(name, name)) for name in FILTERS}
        query = {name: _listed(value) for name, value in values.items()}
        command(query={name: listed for name, listed in query.items() if listed}, **given)

    own = [parameter for name, parameter in signature.parameters.items() if name != "query"]
    before = [parameter for parameter in own if parameter.default is inspect.Parameter.empty]
    after = [parameter for parameter in own if parameter not in before]
    parameters = [*before, *options, *after]
    vars(filtered)["__signature__"] = signature.replace(parameters=parameters)
    filtered.__annotations__ = {one.name: one.annotation for one in parameters}
    return filtered


def _option(name: str) -> inspect.Parameter:
    if name in ENDS:
        option = typer.Option(f"--{name}", help=f"{FILTERS[name]}.")
        annotation = Annotated[str | None, option]
    else:
        option = typer.Option(f"--{name}", help=f"{FILTERS[name]}; may be given more than once.")
        annotation = Annotated[list[str] | None, option]
    return inspect.Parameter(
        ENDS.get(name, name),
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
        default=None,
        annotation=annotation,
    )


def _listed(value: str | list[str] | None) -> list[str]:
    """The values of an option; an empty one is a value, to be refused as unknown."""
    return [value] if isinstance(value, str) else list(value or ())
