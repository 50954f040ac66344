import re
from urllib.parse import urlsplit

import pytest

from sideways.cli.main import main
from sideways.people.models import Person
from sideways.people.tests.factories import make_person

pytestmark = pytest.mark.django_db


def test_the_first_operator_chooses_a_password_by_the_link_and_is_in(client, capsys):
    assert main(["operator", "Op@example.org"]) == 0
    link = re.search(r"http\S+", capsys.readouterr().out)[0]

    form = client.get(urlsplit(link).path, follow=True)
    assert "Choose a new password" in form.content.decode()
    client.post(form.redirect_chain[-1][0], {"password1": "three long words"})

    operator = Person.objects.get(email="op@example.org")
    assert operator.kind == "operator"
    assert client.session["_auth_user_id"] == str(operator.pk)
    assert "This link no longer works" in client.get(urlsplit(link).path, follow=True).content.decode()


def test_somebody_who_has_a_password_gets_no_link(capsys):
    make_person(email="ann@example.org", password="a password")

    assert main(["operator", "ann@example.org"]) == 0
    assert "http" not in capsys.readouterr().out


def test_what_is_no_address_is_refused(capsys):
    assert main(["operator", "nobody"]) == 2
    assert "is not an e-mail address" in capsys.readouterr().err
