"""Sign-up against robots: the browser does a little work in the background, each piece of it counts once (ALTCHA)."""

import base64
import json
from datetime import timedelta
from hashlib import sha256

from altcha.v1 import ChallengeOptions, Payload, create_challenge, verify_solution
from django.conf import settings

from regio.accounts.actions.codes import claim
from regio.core.time import now

VALID = timedelta(minutes=60)  # somebody may take long over a form
MOST = 60_000  # hashes; half of it on average: about a second on an old phone
LONGEST = 1000
FIELDS = {"algorithm": str, "challenge": str, "number": int, "salt": str, "signature": str}


def new_challenge() -> str:
    """For the attribute `challenge` of `<regio-proof>`. Nothing is stored until it is solved."""
    challenge = create_challenge(ChallengeOptions(max_number=MOST, hmac_key=_key(), expires=now() + VALID))
    return json.dumps(challenge.to_dict())


def is_work_done(payload: str) -> bool:
    """True once for each solved challenge. The library alone would accept it again and again (KNOWN §11)."""
    try:
        found = json.loads(base64.b64decode(payload[:LONGEST], validate=True))
    except (ValueError, RecursionError):
        return False
    if not isinstance(found, dict) or any(type(found.get(name)) is not kind for name, kind in FIELDS.items()):
        return False
    if (
        found["algorithm"] != "SHA-256"
        or not verify_solution(Payload(**{name: found[name] for name in FIELDS}), _key())[0]
    ):
        return False
    return claim(f"proof:{found['signature']}", seconds=int(VALID.total_seconds()) + 60)


def _key() -> str:
    return sha256(f"regio.accounts.robots:{settings.SECRET_KEY}".encode()).hexdigest()
