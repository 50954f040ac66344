"""A real sign-in service for tests: discovery, code flow, PKCE, signed tokens, over HTTP on this machine.

It is built on authlib's server. What a bad or broken service would do is switched on by its fields.
"""

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import flask
import requests
from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin, grants
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import AuthorizationCodeMixin, OpenIDCode
from joserfc.jwk import KeySet, RSAKey
from werkzeug.serving import make_server

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # it never leaves this machine
logging.getLogger("werkzeug").setLevel(logging.ERROR)  # each request would be a line
KEYS = KeySet([RSAKey.generate_key(2048, auto_kid=True)])
CLIENT, SECRET = "sideways", "a secret of both"
FORM = """<!doctype html><html lang="en"><title>Work account</title><main><h1>Work account</h1>
<form method="post"><label>Who <input name="sub"></label><button>Yes</button>
<button name="deny" value="1">No</button></form></main></html>"""


@dataclass(slots=True)
class Code(AuthorizationCodeMixin):
    """What the service remembers of a code it gave out."""

    code: str
    sub: str
    redirect_uri: str
    nonce: str
    code_challenge: str
    code_challenge_method: str

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return "openid profile email"

    def get_nonce(self) -> str:
        return self.nonce

    def get_auth_time(self) -> None:
        return None

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Client(ClientMixin):
    """This site, as the service knows it."""

    client_id: str

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> str:
        return ""

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return "/accounts/oidc/" in redirect_uri

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method in {"client_secret_basic", "client_secret_post"}

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass
class Provider:
    """A running service: who is known there, and what is wrong with it."""

    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    address: str = ""
    asks_at: str = ""  # the host of its sign-in page, where that is another one
    issuer: str = ""  # in its tokens, where that is not its own
    audience: str = ""  # the same
    sub_of_userinfo: str = ""  # somebody else than in the token
    broken: set[str] = field(default_factory=set)  # paths that answer with nothing of use
    codes: dict[str, Code] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    asked: list[dict[str, list[str]]] = field(default_factory=list)

    def app(self, provider_id: str, client_id: str = CLIENT) -> dict[str, Any]:
        """Return this service as the settings know one."""
        settings = {"server_url": self.address}
        return {
            "provider_id": provider_id,
            "name": f"{provider_id.title()} account",
            "client_id": client_id,
            "secret": SECRET,
            "settings": settings,
        }

    def answers(self, address: str, sub: str) -> str:
        """Be a browser in which somebody is signed in there, and return where it is sent back to."""
        response = requests.post(address, data={"sub": sub}, allow_redirects=False, timeout=5)
        return _path(response.headers["Location"])

    def refuses(self, address: str) -> str:
        """Be somebody who presses No."""
        response = requests.post(address, data={"deny": "1"}, allow_redirects=False, timeout=5)
        return _path(response.headers["Location"])

    def keeps(self, token: dict[str, Any], request: Any) -> None:
        self.tokens[token["access_token"]] = request.user

    def claims(self, sub: str) -> dict[str, Any]:
        return {"sub": sub, **self.people.get(sub, {})}


def _path(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


@contextmanager
def running() -> Iterator[Provider]:
    """Run a service until the test is done with it."""
    provider = Provider()
    server = make_server("127.0.0.1", 0, _app(provider), threaded=True)
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _app(provider: Provider) -> flask.Flask:
    app = flask.Flask("oidc")
    server = AuthorizationServer(app, Client, provider.keeps)
    server.register_grant(_grant(provider), [CodeChallenge(required=True), _tokens(provider)])

    @app.before_request
    def break_down() -> Any:
        if flask.request.path in provider.broken:
            return flask.Response("<h1>Down for maintenance</h1>", status=200)
        return None

    @app.get("/.well-known/openid-configuration")
    def discovery() -> Any:
        asks_at = provider.asks_at or provider.address
        paths = {"token_endpoint": "/token", "userinfo_endpoint": "/userinfo", "jwks_uri": "/keys"}
        return {
            "issuer": provider.address,
            "authorization_endpoint": f"{asks_at}/authorize",
            **{name: provider.address + path for name, path in paths.items()},
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }

    @app.get("/authorize")
    def ask() -> str:
        return FORM

    @app.post("/authorize")
    def answer() -> Any:
        provider.asked.append(parse_qs(flask.request.query_string.decode()))
        denied = "deny" in flask.request.form
        user = None if denied else flask.request.form["sub"]
        grant = server.get_consent_grant(end_user=user)
        return server.create_authorization_response(grant=grant, grant_user=user)

    @app.post("/token")
    def token() -> Any:
        return server.create_token_response()

    @app.get("/userinfo")
    def userinfo() -> Any:
        bearer = flask.request.headers["Authorization"].removeprefix("Bearer ")
        return provider.claims(provider.sub_of_userinfo or provider.tokens[bearer])

    @app.get("/keys")
    def keys() -> Any:
        return KEYS.as_dict()

    return app


def _grant(provider: Provider) -> type[grants.AuthorizationCodeGrant]:
    class Grant(grants.AuthorizationCodeGrant):
        TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]

        def save_authorization_code(self, code: str, request: Any) -> None:
            sent = request.payload.data
            provider.codes[code] = Code(
                code=code,
                sub=request.user,
                redirect_uri=sent["redirect_uri"],
                nonce=sent.get("nonce", ""),
                code_challenge=sent.get("code_challenge", ""),
                code_challenge_method=sent.get("code_challenge_method", ""),
            )

        def query_authorization_code(self, code: str, client: Client) -> Code | None:
            return provider.codes.get(code)

        def delete_authorization_code(self, authorization_code: Code) -> None:
            del provider.codes[authorization_code.code]

        def authenticate_user(self, authorization_code: Code) -> str:
            return authorization_code.sub

    return Grant


def _tokens(provider: Provider) -> OpenIDCode:
    class Tokens(OpenIDCode):
        def exists_nonce(self, nonce: str, request: Any) -> bool:
            return False

        def get_client_algorithm(self, client: Client) -> str:
            return "RS256"

        def resolve_client_private_key(self, client: Client) -> Any:
            return KEYS

        def get_client_claims(self, client: Client) -> dict[str, Any]:
            return {"iss": provider.issuer or provider.address}

        def get_compatible_claims(self, request: Any) -> dict[str, Any]:
            claims = super().get_compatible_claims(request)
            return claims | ({"aud": [provider.audience]} if provider.audience else {})

        def generate_user_info(self, user: str, scope: str) -> dict[str, Any]:
            return provider.claims(user)

    return Tokens()
