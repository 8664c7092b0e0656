"""An OpenID Connect provider that people may sign in with, as the data folder's oidc.json names it.

{"issuer": "https://id.example.uz", "client_id": "ishreja", "client_secret": "…", "name": "OneID"}
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from requests import RequestException

from ishreja.errors import UserError
from ishreja.language import _
from ishreja.storage.location import data_folder

_SECONDS = 10
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]  # signed with a key, never a shared one


class ProviderFailed(UserError):
    """The provider could not be asked, or its answer does not hold."""


@dataclass(frozen=True, slots=True)
class Provider:
    """The provider: its issuer address, what it knows this product by, and its name on the button."""

    issuer: str
    client_id: str
    client_secret: str
    name: str


def configured() -> Provider | None:
    """The provider of oidc.json, None where there is no such file. Raises ProviderFailed where it cannot be used."""
    path = data_folder() / "oidc.json"
    if not path.exists():
        return None
    try:
        told = json.loads(path.read_text("utf-8"))
        found = Provider(*(str(told[name]) for name in ("issuer", "client_id", "client_secret", "name")))
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise ProviderFailed(_("The provider's settings cannot be read. Tell your system's keeper.")) from error
    address = urlsplit(found.issuer)
    if address.scheme != "https" and address.hostname not in ("127.0.0.1", "localhost"):
        raise ProviderFailed(_("The provider's address must begin with https. Tell your system's keeper."))
    return found


def authorization_address(provider: Provider, back: str, state: str, nonce: str, verifier: str) -> str:
    """Where the browser is sent to sign in; back is the address that it returns to. Raises ProviderFailed."""
    endpoint = _metadata(provider.issuer)["authorization_endpoint"]
    url, _state = _client(provider, back).create_authorization_url(
        endpoint, state=state, nonce=nonce, code_verifier=verifier
    )
    return str(url)


def subject(provider: Provider, back: str, code: str, nonce: str, verifier: str) -> str:
    """Who signed in there, as issuer and subject, once code and id token hold. Raises ProviderFailed."""
    metadata = _metadata(provider.issuer)
    try:
        client = _client(provider, back)
        token = client.fetch_token(metadata["token_endpoint"], code=code, code_verifier=verifier, timeout=_SECONDS)
        keys = client.get(metadata["jwks_uri"], withhold_token=True, timeout=_SECONDS).json()
        claims = jwt.decode(str(token["id_token"]), KeySet.import_key_set(keys), algorithms=_ALGORITHMS).claims
        jwt.JWTClaimsRegistry(
            leeway=60,
            iss={"essential": True, "value": provider.issuer},
            aud={"essential": True, "value": provider.client_id},
            nonce={"essential": True, "value": nonce},
            exp={"essential": True},
            sub={"essential": True},
        ).validate(claims)
    except (AuthlibBaseError, JoseError, RequestException, KeyError, ValueError, TypeError) as error:
        raise ProviderFailed(_failed()) from error
    return f"{provider.issuer} {claims['sub']}"


@lru_cache(maxsize=4)
def _metadata(issuer: str) -> dict[str, Any]:
    """What the provider says of itself; asked once, a failure is not kept."""
    try:
        address = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
        told: dict[str, Any] = OAuth2Session().get(address, withhold_token=True, timeout=_SECONDS).json()
        if told["issuer"] != issuer:
            raise ProviderFailed(_failed())
        return {name: str(told[name]) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}
    except (RequestException, KeyError, ValueError, TypeError) as error:
        raise ProviderFailed(_failed()) from error


def _client(provider: Provider, back: str) -> OAuth2Session:
    return OAuth2Session(
        provider.client_id,
        provider.client_secret,
        scope="openid",
        redirect_uri=back,
        code_challenge_method="S256",
    )


def _failed() -> str:
    return _("Signing in there did not succeed. Try again, or sign in with login and password.")
