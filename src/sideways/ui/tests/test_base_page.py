"""The frame of every page, the account pages in it, and the pages for when something went wrong."""

from pathlib import Path

import allauth
import pytest
from django import forms
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.template import engines
from django.template.loader import get_template, render_to_string

PAGE = engines["django"].from_string('{% extends "ui/base.html" %}{% block title %}Share{% endblock title %}')


class Question(forms.Form):
    answer = forms.CharField()


@pytest.fixture
def request_(rf):
    from django.contrib.auth.models import AnonymousUser

    request = rf.get("/")
    request.user = AnonymousUser()
    request._messages = CookieStorage(request)
    return request


def test_title_says_that_there_is_an_error(request_):
    assert "<title>Error: Share – Sideways</title>" in PAGE.render({"form": Question({})}, request_)


@pytest.mark.parametrize("form", [Question(), Question({"answer": "yes"}), None])
def test_title_is_plain_without_errors(request_, form):
    assert "<title>Share – Sideways</title>" in PAGE.render({"form": form}, request_)


def test_page_starts_with_a_link_past_the_menu(request_):
    html = PAGE.render({}, request_)

    assert html.index('href="#main"') < html.index("<header") < html.index('id="main"')


def test_page_tells_what_cannot_be_kept_secret(request_):
    footer = PAGE.render({}, request_).split("<footer")[1]

    assert "What we cannot keep secret" in footer
    assert "Privacy" in footer
    assert "Accessibility" in footer


def test_menu_marks_the_page_somebody_is_on(request_):
    menu = [{"label": "Home", "url": "/"}, {"label": "Lessons", "url": "/lessons/"}]

    html = PAGE.render({"menu": menu}, request_)

    assert html.count('aria-current="page"') == 1
    assert 'href="/" aria-current="page">Home' in html


def test_messages_are_shown_once_and_as_text(request_):
    messages.success(request_, "Shared <b>now</b>")

    html = PAGE.render({}, request_)

    assert html.count("Shared &lt;b&gt;now&lt;/b&gt;") == 1
    assert "notice--success" in html


def test_htmx_keeps_no_copy_of_a_page_in_the_browser(request_):
    assert '"historyCacheSize": 0' in PAGE.render({}, request_)


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html"])
def test_error_page_says_what_to_do_next(request_, name):
    html = render_to_string(name, {}, request_)

    assert "<h1>" in html
    assert "Go to the home page" in html


def test_page_for_a_broken_site_needs_nothing_of_the_site():
    html = get_template("500.html").render()

    assert "This is our fault, not yours." in html
    assert "/static/ui/sideways.css" in html


def test_every_element_of_account_pages_is_ours():
    theirs = Path(allauth.__file__).parent / "templates/allauth/elements"
    ours = Path(__file__).parents[1] / "templates"
    names = [f"allauth/elements/{path.name}" for path in theirs.glob("*.html")]

    foreign = [name for name in names if not Path(get_template(name).origin.name).is_relative_to(ours)]

    assert len(names) > 15
    assert foreign == []


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"])
def test_account_page_has_our_look(client, path):
    html = client.get(path).content.decode()

    assert 'class="wordmark"' in html
    assert "govuk-button" in html
