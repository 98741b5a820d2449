"""What one request may ask for: said in the OpenAPI document, in `docs/http.md` and to who asks."""

from __future__ import annotations

from dashboard.documents.reading_limits import LARGEST, LONGEST

SECONDS = 60  # that a step of an answer may take: a text's arrival, a query, each piece
CHECKS_AT_ONCE = 2
FILES_AT_ONCE = 8  # of which a piece is being made; others wait for their turn
BYTES_ON_THEIR_WAY = 10 * LARGEST  # of texts that are being sent, of all that send one
RETRY_AFTER = 5  # seconds after which it is worth asking again

LIMITS = {
    "seconds_of_a_query": SECONDS,
    "checks_at_once": CHECKS_AT_ONCE,
    "files_at_once": FILES_AT_ONCE,
    "bytes_of_a_text": LARGEST,
    "bytes_on_their_way": BYTES_ON_THEIR_WAY,
    "characters_of_a_text": LONGEST,
}
