"""Who sends something names how its letters are written: one that makes no text is a mistake of theirs."""

from typing import Any

import pytest

from tests.lessons.living import make_lesson

pytestmark = pytest.mark.once

BODY = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nHallo \\ud800\r\n--x--\r\n'


@pytest.mark.parametrize("charset", ["unicode_escape", "raw_unicode_escape", "base64", "undefined"])
def test_a_form(charset: str, facilitator: Any, foodvalley: Any, table_circle: Any, client_of: Any) -> None:
    lesson = make_lesson(facilitator, foodvalley, table_circle)
    client = client_of(facilitator)
    client.raise_request_exception = False
    said = client.generic(
        "POST", f"/reacties/bij/{lesson.pk}/", BODY, content_type=f"multipart/form-data; boundary=x; charset={charset}"
    )
    assert said.status_code < 500


def test_an_address(visitor: Any, foodvalley: Any) -> None:
    visitor.raise_request_exception = False
    assert visitor.get("/zoeken/?q=%5Cud800", CONTENT_TYPE="text/plain; charset=unicode_escape").status_code == 415
    assert visitor.get("/zoeken/?q=bel", CONTENT_TYPE="text/plain; charset=UTF-8").status_code == 200
