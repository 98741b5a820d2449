"""Files of text, UTF-8 and TOML: what cannot be read is refused with file, line and reason."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from data.errors import BookError


def read_utf8(path: Path) -> str:
    """The text of a file, line ends as they are.

    Raises
    ------
    BookError
        The file is missing or is not UTF-8.
    """
    if not path.is_file():
        raise BookError(path.name, 1, f"the file is missing from {path.parent}")
    content = path.read_bytes()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BookError(path.name, line, f"not valid UTF-8: {error}") from error


def read_toml(path: Path) -> tuple[str, dict[str, Any]]:
    """The text of a TOML file, and what it says.

    Raises
    ------
    BookError
        The file is missing, is not UTF-8 or is not valid TOML.
    """
    written = read_utf8(path)
    try:
        return written, tomllib.loads(written)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) if at else written.count("\n") + 1
        raise BookError(path.name, line, f"not valid TOML: {error}") from error
    except ValueError as error:
        raise BookError(path.name, 1, f"not readable: {error}") from error
    except RecursionError as error:
        raise BookError(path.name, 1, "not readable: nested too deeply") from error
