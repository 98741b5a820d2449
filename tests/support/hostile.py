"""Text that tries to be more than text, and what of it a page may show."""

from __future__ import annotations

import re

from streamlit.testing.v1 import AppTest

EVIL = "evil.example"  # what a request, a link or a picture of these would ask
TEXTS = (
    f"![i](http://{EVIL}/i.png)",
    f"**{EVIL}** [Sign in](http://{EVIL}/)",
    f"http://{EVIL}/ www.{EVIL} a@{EVIL} <https://{EVIL}>",
    f"<img src=//{EVIL}/i.png onerror=alert(1)><b>{EVIL}</b><script>1</script>",
    f":red[{EVIL}] :material/home: :smile: :streamlit: ${EVIL}^2$ ~~{EVIL}~~",
    f"x\n\n# {EVIL}\n\n    {EVIL}\n{EVIL}\n===\n- {EVIL}\n|a|\n|-|\n|{EVIL}|",
    f"`{EVIL}` ```{EVIL}``` [^1]: {EVIL} &lt;{EVIL}&gt; \\[{EVIL}](x)",
    f'"><a href="javascript:alert(1)">{EVIL}</a>',
)
# What can begin something in the Markdown of Streamlit where no backslash stands before it.
OPENERS = re.compile(
    r"(?<!\\)(?:\\\\)*([`*_\[\]<>$~|&]|https?://|:[^\s\u2060]|www\.|\w@\w)", re.IGNORECASE
)
MARKDOWN = (
    *("title", "header", "subheader", "markdown", "caption"),
    *("info", "success", "warning", "error"),
)
OUR_OWN = re.compile(
    r":(?:red|orange|blue|green|gray)\[\*\*[^*]*\*\*\]|\*\*|^#+ |^- ", re.MULTILINE
)


def markdown_of(app: AppTest) -> list[str]:
    """Every text of the page that Streamlit reads as Markdown."""
    texts = [str(element.value) for kind in MARKDOWN for element in app.get(kind)]
    labelled = ("expander", "button", "page_link", "download_button", "tab", "text_input")
    labels = [element.proto.label for kind in labelled for element in app.get(kind)]
    options = [
        option.content for element in app.get("button_group") for option in element.proto.options
    ]
    return [*texts, *map(str, labels), *map(str, options)]


def drawn(app: AppTest) -> list[str]:
    """The texts of the page in which something foreign could be more than text."""
    return [
        text
        for text in markdown_of(app)
        if "evil" in text and (OPENERS.search(OUR_OWN.sub("", text)) or "\n" in _unlisted(text))
    ]


def _unlisted(text: str) -> str:
    """A text without the starts of lines of a list, which a page makes of several problems."""
    return text.replace("\n- “", " “").replace("\n- Unknown", " ") if text[:2] == "- " else text
