"""The only door out of the site, against real servers on this machine."""

import socket
import ssl
import time

import pytest
import trustme

from sideways.webhooks import sending
from sideways.webhooks.errors import AddressRefusedError
from sideways.webhooks.sending import checked, post
from sideways.webhooks.tests.receiver import receiving

PUBLIC = "93.184.216.34"


@pytest.fixture
def resolves(monkeypatch):
    """Let a name stand for these addresses, one list after the other, and count how often it is asked."""
    asked = []

    def let(*answers):
        def getaddrinfo(host, port, *_args, **_more):
            asked.append(host)
            chosen = answers[min(len(asked), len(answers)) - 1]
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in chosen]

        monkeypatch.setattr(sending.socket, "getaddrinfo", getaddrinfo)
        return asked

    return let


def test_a_message_arrives_as_it_was_signed(receiver):
    answer = post(receiver.url + "?from=here", b'{"id": "x"}', {"webhook-id": "msg_1"})

    assert (answer.taken, answer.words) == (True, "It answered 204")
    headers, body = receiver.arrived[0]
    assert (body, headers["webhook-id"]) == (b'{"id": "x"}', "msg_1")
    assert headers["host"] == receiver.url.split("/")[2]


@pytest.mark.parametrize(
    ("status", "taken"), [(200, True), (202, True), (299, True), (400, False), (410, False), (500, False)]
)
def test_only_an_answer_of_success_is_taken(receiver, status, taken):
    receiver.answers = [status]

    answer = post(receiver.url, b"{}", {})

    assert (answer.taken, answer.words) == (taken, f"It answered {status}")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(receiver, status):
    receiver.answers, receiver.headers = [status], {"Location": receiver.url}

    assert post(receiver.url, b"{}", {}).words == f"It answered {status}"
    assert len(receiver.arrived) == 1


def test_what_it_answers_is_not_read(receiver):
    receiver.answers, receiver.body = [200], b"x" * 50_000_000
    started = time.monotonic()

    assert post(receiver.url, b"{}", {}).taken
    assert time.monotonic() - started < 5


def test_a_slow_answer_ends_in_time_even_if_it_never_stops(receiver, monkeypatch):
    monkeypatch.setattr(sending, "TIME_OUT_SECONDS", 0.5)
    receiver.drips = True
    started = time.monotonic()

    answer = post(receiver.url, b"{}", {})

    assert (answer.taken, answer.words) == (False, "It did not answer within 0.5 seconds")
    assert time.monotonic() - started < 5


def test_a_server_that_accepts_and_says_nothing_ends_in_time(monkeypatch):
    monkeypatch.setattr(sending, "TIME_OUT_SECONDS", 0.3)
    monkeypatch.setattr(sending, "_may_be_reached", lambda *_: True)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        # By TLS, where the other side speaks first about keys.
        answer = post(f"https://127.0.0.1:{silent.getsockname()[1]}/", b"{}", {})

    assert answer.words == "It did not answer within 0.3 seconds"


def test_nobody_there_is_told_in_words():
    assert post("http://127.0.0.1:9/", b"{}", {}).words == "The connection failed"


def test_a_name_that_is_not_known_is_told_in_words(monkeypatch):
    def unknown(*_args, **_more):
        raise socket.gaierror

    monkeypatch.setattr(sending.socket, "getaddrinfo", unknown)

    assert post("https://no.such.example/", b"{}", {}).words == "The name of the host is not known"


INSIDE = [
    "127.0.0.1",
    "127.8.8.8",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",
    "2002:a00:1::1",
    "2001:db8::1",
]


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_refused_by_name_and_by_number(resolves, address):
    resolves([address])
    number = f"[{address}]" if ":" in address else address

    assert post("https://inside.example/", b"{}", {}).words == "This host is not on the public internet"
    with pytest.raises(AddressRefusedError, match="not on the public internet"):
        checked(f"https://{number}/")


@pytest.mark.parametrize(
    "number", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost", "localhost."]
)
def test_another_way_to_write_this_machine_is_refused_when_it_is_looked_up(number):
    assert post(f"https://{number}/", b"{}", {}).words in {
        "This host is not on the public internet",
        "The name of the host is not known",
    }


def test_one_address_inside_among_public_ones_is_enough_to_refuse(resolves):
    resolves([PUBLIC, "10.0.0.1"])

    assert post("https://mixed.example/", b"{}", {}).words == "This host is not on the public internet"


def test_a_name_that_changes_its_mind_is_asked_once_and_reached_where_it_was_checked(resolves, monkeypatch):
    asked = resolves([PUBLIC], ["127.0.0.1"])
    went_to = []

    def connect(address, timeout):
        went_to.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(sending.socket, "create_connection", connect)

    assert post("https://rebinding.example:8443/", b"{}", {}).words == "The connection failed"
    assert (went_to, len(asked)) == ([(PUBLIC, 8443)], 1)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "not an address"),
        ("https://", "not an address"),
        ("https:///path", "not an address"),
        ("https://[::1", "not an address"),
        ("https://a.example:99999/", "not an address"),
        ("https://a.example:port/", "not an address"),
        ("https://a.example/a b", "not an address"),
        ("https://a.example/\r\nX: y", "not an address"),
        ("https://bücher.example/", "not an address"),
        ("https://a.example/" + "x" * 500, "not an address"),
        ("ftp://a.example/", "must start with https"),
        ("file:///etc/passwd", "not an address"),
        ("javascript:alert(1)", "not an address"),
        ("https://me:secret@a.example/", "Leave out"),
        ("https://a.example/#part", "Leave out"),
        ("https://a.example:0/", "no port 0"),
    ],
)
def test_what_is_no_address_is_refused_with_a_sentence(url, sentence):
    with pytest.raises(AddressRefusedError, match=sentence):
        checked(url)
    assert not post(url, b"{}", {}).taken


def test_plain_http_goes_nowhere_but_to_this_machine_in_development(receiver, resolves, settings):
    resolves([PUBLIC])
    assert post("http://public.example/", b"{}", {}).words == "This host is not on the public internet"

    settings.DEVELOPMENT = False
    with pytest.raises(AddressRefusedError, match="must start with https"):
        checked(receiver.url)
    assert not post(receiver.url, b"{}", {}).taken
    assert receiver.arrived == []


def test_no_proxy_of_the_machine_is_asked(receiver, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")

    assert post(receiver.url, b"{}", {}).taken


@pytest.fixture
def secure(monkeypatch, tmp_path):
    """Run a server with a certificate for hook.example, by an authority that this test believes in."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    monkeypatch.setattr(sending, "_may_be_reached", lambda *_: True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("hook.example").configure_cert(context)
    with receiving(context) as running:
        yield running


def test_the_certificate_must_be_of_the_name_and_not_of_the_number_we_go_to(secure, resolves):
    resolves(["127.0.0.1"])
    port = secure.url.split(":")[2].split("/")[0]

    good = post(f"https://hook.example:{port}/hook", b"{}", {})
    other = post(f"https://other.example:{port}/hook", b"{}", {})

    assert (good.taken, other.taken) == (True, False)
    assert other.words == "Its certificate is not valid"
    assert len(secure.arrived) == 1
    assert secure.arrived[0][0]["host"] == f"hook.example:{port}"


def test_a_certificate_of_an_authority_nobody_knows_is_refused(secure, resolves, monkeypatch):
    resolves(["127.0.0.1"])
    monkeypatch.delenv("SSL_CERT_FILE")
    port = secure.url.split(":")[2].split("/")[0]

    assert post(f"https://hook.example:{port}/", b"{}", {}).words == "Its certificate is not valid"
    assert secure.arrived == []


def test_ending_what_has_ended_already_is_no_mistake(receiver):
    connection = sending._connection(checked(receiver.url), "127.0.0.1")
    connection.cut()
    connection.connect()
    connection.end()

    connection.cut()

    assert connection.is_cut
