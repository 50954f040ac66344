import pytest
from django.contrib.auth import SESSION_KEY
from django.core.mail import EmailMultiAlternatives, get_connection
from django.urls import reverse

from sideways.demo.outbox import newest_letters
from sideways.people.tests.factories import make_person

# These pages show what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_button_signs_in_as_a_member_of_the_cast(client):
    nurse = make_person(email="nurse@demo.example.org", is_demo=True)

    response = client.post(reverse("demo:sign_in", args=["nurse"]))

    assert response.headers["Location"] == "/"
    assert client.session[SESSION_KEY] == str(nurse.pk)


def test_button_never_signs_in_as_a_real_person(client):
    make_person(email="nurse@demo.example.org", is_demo=False)

    assert client.post(reverse("demo:sign_in", args=["nurse"])).status_code == 404
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize(("name", "method", "status"), [("stranger", "post", 404), ("nurse", "get", 405)])
def test_nobody_else_can_be_signed_in(client, name, method, status):
    assert getattr(client, method)(reverse("demo:sign_in", args=[name])).status_code == status


def test_outbox_shows_the_letters_that_would_have_gone_out(client, settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path
    backend = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=str(tmp_path))
    for number in (1, 2):
        letter = EmailMultiAlternatives(
            f"Letter {number}", "“Your code”: <b>", "from@example.org", ["you@example.org"]
        )
        letter.attach_alternative("<p>Your code</p>", "text/html")
        backend.send_messages([letter])

    shown = client.get(reverse("demo:outbox")).content.decode()

    assert {letter.subject for letter in newest_letters()} == {"Letter 1", "Letter 2"}
    assert "you@example.org" in shown
    assert "“Your code”: &lt;b&gt;" in shown


def test_outbox_shows_the_other_form_in_a_frame_without_rights(client, settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path
    backend = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=str(tmp_path))
    letter = EmailMultiAlternatives("Hello", "Hello", "from@example.org", ["you@example.org"])
    letter.attach_alternative('<p style="color: red">“Hello”</p><script>alert()</script>', "text/html")
    backend.send_messages([letter])

    response = client.get(reverse("demo:outbox"))

    assert 'srcdoc="&lt;p style=&quot;color: red&quot;&gt;' in response.content.decode()
    assert " sandbox title=" in response.content.decode()
    assert "<script>alert" not in response.content.decode()
    assert "style-src-attr 'unsafe-inline'" in response.headers["Content-Security-Policy"]


def test_outbox_without_letters_says_so(client, settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path

    assert "Nothing yet" in client.get(reverse("demo:outbox")).content.decode()
