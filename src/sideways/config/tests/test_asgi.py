import asyncio

from sideways.config import asgi


def answered(monkeypatch, length):
    sent = []

    async def site(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message):
        sent.append(message)

    monkeypatch.setattr(asgi, "site", site)
    scope = {"type": "http", "headers": [(b"content-length", length)]}
    asyncio.run(asgi.application(scope, None, send))
    return sent[0]["status"]


def test_huge_request_is_refused_before_it_is_read(monkeypatch):
    assert answered(monkeypatch, b"2000000000") == 413


def test_ordinary_request_is_served(monkeypatch):
    assert answered(monkeypatch, b"1000") == 200


def test_length_that_is_no_number_is_left_to_the_site(monkeypatch):
    assert answered(monkeypatch, b"many") == 200
