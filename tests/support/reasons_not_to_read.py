"""The reasons why a document cannot be read, as the code spells them."""

from __future__ import annotations

import re
from pathlib import Path

from dashboard.documents import marked_up, opening

REASONS_NOT_TO_READ = [
    reason
    for module in (opening, marked_up)
    for reason in re.findall(
        r'NotReadable\("([a-z_]+)"', Path(module.__file__).read_text(encoding="utf-8")
    )
]
