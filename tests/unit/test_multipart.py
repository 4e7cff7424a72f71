"""Forms with files: what a browser puts in is what comes out, whatever the file holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import InvalidInput
from tocsin.web.multipart import Part, read_parts

KIND = "multipart/form-data; boundary=edge"


def written(parts: list[tuple[str, bytes]]) -> bytes:
    return (
        b"".join(b"--edge\r\n" + head.encode() + b"\r\n\r\n" + data + b"\r\n" for head, data in parts) + b"--edge--\r\n"
    )


@given(st.lists(st.binary(max_size=200).filter(lambda data: b"--edge" not in data), max_size=8))
def test_every_byte_of_every_file_comes_out(files: list[bytes]) -> None:
    head = 'Content-Disposition: form-data; name="file"; filename="a.bin"\r\nContent-Type: image/x'
    body = written([(head, data) for data in files])
    assert [part.data for part in read_parts(KIND, body)] == files


def test_a_file_that_is_itself_a_message_stays_whole() -> None:
    mail = b'Content-Type: multipart/mixed; boundary="in"\r\n\r\n--in\r\n\r\nQueues\r\n--in--\r\n'
    head = 'Content-Disposition: form-data; name="file"; filename="m.eml"\r\nContent-Type: message/rfc822'
    assert read_parts(KIND, written([(head, mail)])) == [Part("file", mail, "m.eml", "message/rfc822")]


def test_names_of_files_in_any_script_are_read() -> None:
    head = 'Content-Disposition: form-data; name="file"; filename="черга %22 на кордоні.txt"'
    assert read_parts(KIND, written([(head, b"x")]))[0].filename == "черга %22 на кордоні.txt"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"--edge--"),
        (KIND, b""),
        (KIND, b"--edge\r\nno end"),
        (KIND, b'--edge\r\nContent-Disposition: form-data; name="a"\r\n\r\nx'),
        (KIND, b"--edge\r\nContent-Type: text/plain\r\n\r\nx\r\n--edge--"),
        (KIND, b"--edge\r\n" * 100 + b"--edge--"),
    ],
)
def test_what_no_browser_sends_is_refused(kind: str, body: bytes) -> None:
    with pytest.raises(InvalidInput):
        read_parts(kind, body)
