"""Every readers' page, through Django's client."""

import pytest


@pytest.mark.parametrize(
    "address",
    ["/", "/stories/flood/", "/reports/valley/", "/people/", "/people/tomas-brandt/",
     "/about/", "/how-it-works/", "/ethics/"],
)  # fmt: skip
def test_page_answers(flood, reader, address):
    answer = reader.get(address)
    assert answer.status_code == 200
    assert "<script" not in answer.text
