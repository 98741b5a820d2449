"""The reasons of a limit, with what is said of them in English and in Vietnamese."""

from __future__ import annotations

REFUSED_BY_A_LIMIT = {
    "too_slow": (
        "{name} takes more than {limit} seconds to read; read it in parts, or paste its text",
        "{name} cần hơn {limit} giây để đọc; hãy chia ra để đọc từng phần hoặc dán thẳng văn bản",
    ),
    "too_much_memory": (
        "{name} needs more than {limit} bytes of memory to read; "
        "read it in parts, or paste its text",
        "{name} cần hơn {limit} byte bộ nhớ để đọc; "
        "hãy chia ra để đọc từng phần hoặc dán thẳng văn bản",
    ),
    "reading_ended": (
        "{name} was not read to its end, as the program that reads it stopped; "
        "save it again, or paste its text",
        "{name} chưa đọc được hết vì chương trình đọc tệp dừng giữa chừng; "
        "hãy lưu lại hoặc dán thẳng văn bản",
    ),
    "too_many_at_once": (
        "{name} has to wait, as {limit} other documents are being read; try again in a minute",
        "{name} phải chờ vì đang đọc {limit} tài liệu khác; hãy thử lại sau một phút",
    ),
}
