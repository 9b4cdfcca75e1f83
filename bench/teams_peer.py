"""Teams' side of a bench: a Bot Connector that takes whatever is posted, the keys it signs with, and a sign-in over TLS."""

import json
import ssl
import time
import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

APP = "0e2a2a1c-6c4b-4f0e-9d3e-2f4b1c0d9a11"
TENANT = "7f1c9e5e-1a2b-4c3d-8e4f-5a6b7c8d9e0f"
OPENID = "/v1/.well-known/openidconfiguration"
ISSUER = "https://api.botframework.com"


@dataclass
class Peer:
    """The peer, and how a bot is told of it."""

    folder: Path
    url: str = ""
    login: str = ""
    posted: int = 0
    last: bytes = b""
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))

    def environment(self) -> dict[str, str]:
        """Return the settings of a bot whose Teams this is."""
        return {
            "REQUESTS_CA_BUNDLE": str(self.folder / "login.pem"),
            "TEAMS_CLIENT_ID": APP,
            "TEAMS_CLIENT_SECRET": "made-up",
            "TEAMS_LOGIN_URL": self.login,
            "TEAMS_OPENID_URL": f"{self.url}{OPENID}",
            "TEAMS_SERVICE_HOSTS": self.url.removeprefix("http://"),
            "TEAMS_TENANT_ID": TENANT,
        }

    def token(self) -> str:
        """Return a token as the Connector signs it, good for an hour."""
        claims = {"iss": ISSUER, "aud": APP, "serviceurl": self.url, "exp": int(time.time()) + 3600}
        return jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "k1"})

    def activity(self, text: str) -> bytes:
        """Return what somebody writes to the bot, new each time."""
        told = {
            "type": "message",
            "id": uuid.uuid4().hex,
            "text": text,
            "serviceUrl": self.url,
            "channelId": "msteams",
            "from": {"id": "29:kari", "name": "Kari Nordmann", "aadObjectId": "aaaaaaaa-0000-4000-8000-00000000000a"},
            "recipient": {"id": f"28:{APP}", "name": "Pådriver"},
            "conversation": {"id": "a:kari", "conversationType": "personal", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
        }
        return json.dumps(told).encode()

    async def taken(self, request: web.Request) -> web.Response:
        """Take what is posted, and do nothing with it."""
        self.posted += 1
        self.last = await request.read()
        return web.Response(body=b'{"id":"1790000000001"}', content_type="application/json")

    async def openid(self, _: web.Request) -> web.Response:
        """Tell where the keys are."""
        return web.json_response({"jwks_uri": f"{self.url}{OPENID.replace('openidconfiguration', 'keys')}"})

    async def keys(self, _: web.Request) -> web.Response:
        """Tell the keys."""
        told = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return web.json_response({"keys": [told | {"kid": "k1", "endorsements": ["msteams"]}]})

    async def discovery(self, _: web.Request) -> web.Response:
        """Tell where to sign in."""
        base = f"{self.login}/{TENANT}"
        told: Mapping[str, Any] = {
            "authorization_endpoint": f"{base}/authorize",
            "token_endpoint": f"{base}/token",
            "issuer": base,
        }
        return web.json_response(told)

    async def sign_in(self, _: web.Request) -> web.Response:
        """Sign anybody in."""
        return web.json_response({"access_token": "made-up", "token_type": "Bearer", "expires_in": 3600})


@asynccontextmanager
async def peer(folder: Path) -> AsyncIterator[Peer]:
    """Serve Teams' side for as long as the block runs."""
    made = Peer(folder)
    plain, login = web.Application(), web.Application()
    plain.router.add_get(OPENID, made.openid)
    plain.router.add_get(OPENID.replace("openidconfiguration", "keys"), made.keys)
    plain.router.add_route("*", "/v3/{rest:.*}", made.taken)
    login.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", made.discovery)
    login.router.add_post("/{tenant}/token", made.sign_in)
    runners = [web.AppRunner(plain, access_log=None), web.AppRunner(login, access_log=None)]
    try:
        for runner, tls in zip(runners, (None, _tls(folder)), strict=True):
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls).start()
        made.url = f"http://127.0.0.1:{runners[0].addresses[0][1]}"
        made.login = f"https://localhost:{runners[1].addresses[0][1]}"
        yield made
    finally:
        for runner in runners:
            await runner.cleanup()


def _tls(folder: Path) -> ssl.SSLContext:
    """Return the sign-in's side of a certificate for this machine, which is left in `folder`."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8
    secret = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    path = folder / "login.pem"
    path.write_bytes(secret + signed.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context
