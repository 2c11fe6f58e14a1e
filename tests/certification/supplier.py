"""A made-up supplier that certifies a control unit, and its customer."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from click.testing import Result
from tests.cli.vehicle import UNKNOWN_MAKER, bom, run, thing, undecided, unrelated
from tests.signing.authority import (
    Entity,
    intermediate,
    key_of,
    pem,
    private_pem,
    public_pem,
    root,
    signer,
)

import vcs_check
from vcs_check.certification import members as m
from vcs_check.certification.attesting import attestation_of, read_attestation
from vcs_check.certification.predicate import Predicate
from vcs_check.sealing import MANIFEST, manifest, pack, unpack
from vcs_check.signing.dsse import IN_TOTO, signed
from vcs_check.signing.keys import read_signing_key

COMPANY: Final = UNKNOWN_MAKER
PART: Final = "Telematics control unit"
SIGNED, TODAY, EXPIRES = "2026-11-01", "2026-11-21", "2027-11-01"

HEAD: Final = f"""\
[certificate]
company = "{COMPANY}"
reference = "MT-2026-014"
signed_by = "A. Example"
function = "Head of Compliance"
place = "Musterstadt"
date = {SIGNED}
expires = {EXPIRES}
certifies = ["origin", "ownership", "firmware", "changes"]
"""
TCU: Final = f"""
[[part]]
name = "{PART}"
number = "TCU-4711"
model_years = [2027]
"""
OWNED: Final = """
[company]
incorporated-in = "DE"
headquarters = "DE"
principal-place-of-business = "DE"
acts-for = "nobody"
ownership-complete = true
ownership-day = 2026-10-01

[[owner]]
name = "Muster Holding AG"
kind = "company"
country = "CH"
voting-percent = 100
"""
ITEM: Final = """
[[item]]
component = "radio-stack"
designer = "we"
developer = "we"
manufacturer = "we"
supplier = "we"
"""
STATEMENT: Final = HEAD + TCU + OWNED + ITEM


def things() -> str:
    """A BOM of which everything but the supplier's own origin is settled."""
    return bom(
        undecided(version="2.1"),
        undecided("boot-rom", firmware="true", processor="subordinate"),
        unrelated(),
    )


def nobody() -> dict[str, Any]:
    """Software of somebody of whom nothing is known."""
    return thing("odd", maker="Nobody Knows Ltd", class_="vcs-software")


def put(**files: str | bytes) -> None:
    """Files by name; ``_`` before the ending stands for a dot."""
    for name, data in files.items():
        stem, _, ending = name.rpartition("_")
        Path(f"{stem}.{ending}").write_bytes(data.encode() if isinstance(data, str) else data)


def certify(*arguments: str, statement: str = STATEMENT, boms: str | None = None) -> Result:
    """``certify`` of one BOM to ``p.zip``, from files in this folder."""
    put(statement_toml=statement, tcu_json=boms if boms is not None else things())
    return run(
        "certify", "tcu.json", "--statement", "statement.toml", "--today", TODAY,
        "--output", "p.zip", *arguments,
    )  # fmt: skip


def certified(*arguments: str, **more: Any) -> bytes:
    """The package that ``certify`` makes."""
    result = certify(*arguments, **more)
    assert result.exit_code == 0, result.output + result.stderr
    return Path("p.zip").read_bytes()


def verify(*arguments: str, today: str = TODAY) -> Result:
    """``verify`` of ``p.zip``."""
    return run("verify", "p.zip", "--today", today, *arguments)


def verified(*arguments: str, today: str = TODAY) -> dict[str, Any]:
    """The JSON of ``verify`` of ``p.zip``."""
    result = verify(*arguments, "-o", "json", today=today)
    assert result.stdout, result.stderr
    read: dict[str, Any] = json.loads(result.stdout)
    return read


class Keys:
    """Files of a signer, in this folder: ``key.pem``, ``pub.pem``, ``chain.pem``, ``root.pem``."""

    def __init__(self, kind: str = "ed25519") -> None:
        self.root = root()
        self.middle = intermediate(self.root)
        self.signer = signer(self.middle, kind=kind)
        self.write(self.signer, self.middle)

    def write(self, signer_: Entity, *above: Entity) -> None:
        put(
            key_pem=private_pem(signer_.key),
            pub_pem=public_pem(signer_.key),
            chain_pem=pem(signer_.certificate, *(one.certificate for one in above)),
            root_pem=pem(self.root.certificate),
        )


SIGNING: Final = ("--key", "key.pem")
WITH_CHAIN: Final = (*SIGNING, "--cert", "chain.pem")


def other_public_key() -> bytes:
    """A key that nobody has signed with."""
    return public_pem(key_of("ed25519"))


def members_of(package: bytes) -> dict[str, bytes]:
    """The members of a package that is whole."""
    return unpack(package, "p.zip")


def resealed(members: Mapping[str, bytes]) -> bytes:
    """A package of changed members with a manifest that fits them."""
    content = {name: data for name, data in members.items() if name != MANIFEST}
    made = manifest.manifest_of(content, m.KIND, vcs_check.__version__)
    return pack({**content, MANIFEST: manifest.rendered(made)})


def attested_anew(
    members: dict[str, bytes], change: Callable[[Predicate], Predicate] = lambda same: same
) -> bytes:
    """A package whose digests all fit again: what a forger without the key can make."""
    predicate = change(read_attestation(members[m.ATTESTATION], "p.zip", ""))
    members[m.SUMS] = m.sums_of(members)
    members[m.ATTESTATION] = attestation_of(m.attested(members), predicate)
    return resealed(members)


def signed_anew(
    members: dict[str, bytes], change: Callable[[Predicate], Predicate] = lambda same: same
) -> bytes:
    """The same, by somebody who has the key of ``key.pem``: a supplier who lies."""
    members.pop(m.ENVELOPE, None)
    whole = members_of(attested_anew(members, change))
    key = read_signing_key(Path("key.pem").read_bytes(), "key.pem", None)
    whole[m.ENVELOPE] = signed(whole[m.ATTESTATION], IN_TOTO, key)
    return resealed(whole)
