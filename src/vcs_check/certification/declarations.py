"""CycloneDX ``declarations`` (1.6, CDXA): the certificate in the words of the BOM's own format.

They are added to a copy of a CycloneDX JSON BOM of version 1.6 or later; for any other BOM they
stand in a CycloneDX document of their own, which refers to the BOM by its digest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, Final

import msgspec

from vcs_check.certification.predicate import CertifiedBom, CertifiedPart, FileSaid, Predicate
from vcs_check.certification.statement import SUBJECTS
from vcs_check.reports._escape import shown

_REF: Final = "vcs-check:declaration:"
_STANDARD: Final = "15 CFR Part 791 Subpart D"
_SPEC_VERSION: Final = "1.6"
_FIRST_WITH_DECLARATIONS: Final = (1, 6)
_NOON: Final = "T00:00:00Z"


def declared_copy(
    data: bytes, predicate: Predicate, bom: CertifiedBom, attestation: str
) -> bytes | None:
    """A copy of a CycloneDX JSON BOM with declarations; None where it cannot have them.

    Args:
        data: the BOM; nothing in it changes.
        predicate: what is certified.
        bom: which BOM it is.
        attestation: the member that affirms it, as the copy refers to it.
    """
    try:
        text = data.decode("utf-8-sig")
        top = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
        version = str(msgspec.json.decode(top["specVersion"]))
    except (UnicodeDecodeError, msgspec.MsgspecError, KeyError, RecursionError):
        return None
    if not re.fullmatch(r"\d+\.\d+", version) or "declarations" in top or "definitions" in top:
        return None
    if tuple(map(int, version.split("."))) < _FIRST_WITH_DECLARATIONS:
        return None
    added = json.dumps(_both(predicate, bom, attestation), ensure_ascii=False, indent=2)
    body = text.rstrip()
    return f"{body[:-1].rstrip()},{added[1:]}\n".encode()


def own_document(predicate: Predicate, bom: CertifiedBom, attestation: str) -> bytes:
    """A CycloneDX document with nothing but declarations about a BOM of any format."""
    part = _part_of(predicate, bom)
    made = {
        "bomFormat": "CycloneDX",
        "specVersion": _SPEC_VERSION,
        "version": 1,
        "metadata": {
            "component": {"type": "device", "bom-ref": f"{_REF}part", "name": shown(part.name)},
            "supplier": {"name": shown(predicate.signatory.company)},
        },
        "externalReferences": [
            {
                "type": "bom",
                "url": f"../{bom.member}",
                "hashes": [{"alg": "SHA-256", "content": bom.sha256}],
            }
        ],
        **_both(predicate, bom, attestation),
    }
    return json.dumps(made, ensure_ascii=False, indent=2).encode() + b"\n"


def _both(predicate: Predicate, bom: CertifiedBom, attestation: str) -> dict[str, Any]:
    return {
        "definitions": {"standards": [_standard(predicate)]},
        "declarations": {
            "assessors": [
                {
                    "bom-ref": f"{_REF}assessor",
                    "thirdParty": False,
                    "organization": {"name": shown(predicate.signatory.company)},
                }
            ],
            "attestations": [_attestation(predicate, bom)],
            "claims": [*_claims(predicate), *_counter_claims(predicate, bom)],
            "evidence": [
                _evidence(file, predicate, number)
                for number, file in enumerate(_documents(predicate), 1)
            ],
            "targets": {
                "components": [_target(_part_of(predicate, bom))],
                "organizations": [
                    {
                        "bom-ref": f"{_REF}company",
                        "name": shown(predicate.signatory.company),
                    }
                ],
            },
            "affirmation": _affirmation(predicate, attestation),
        },
    }


def _part_of(predicate: Predicate, bom: CertifiedBom) -> CertifiedPart:
    return next(part for part in predicate.parts if bom.member in part.boms)


def _standard(predicate: Predicate) -> dict[str, Any]:
    return {
        "bom-ref": f"{_REF}standard",
        "name": _STANDARD,
        "version": f"{predicate.assessment.edition} ({predicate.assessment.citation})",
        "owner": "United States Department of Commerce, Bureau of Industry and Security",
        "requirements": [
            {"bom-ref": f"{_REF}requirement:{word}", "identifier": word, "text": SUBJECTS[word]}
            for word in predicate.certifies
        ],
    }


def _attestation(predicate: Predicate, bom: CertifiedBom) -> dict[str, Any]:
    against = [claim["bom-ref"] for claim in _counter_claims(predicate, bom)]
    part = _part_of(predicate, bom)
    years = "no model year" if part.no_model_year else ", ".join(map(str, part.model_years))
    return {
        "summary": shown(
            f"{predicate.signatory.company} certifies {part.name} for model years {years} until "
            f"{predicate.expires}"
        ),
        "assessor": f"{_REF}assessor",
        "map": [
            {
                "requirement": f"{_REF}requirement:{word}",
                "claims": [f"{_REF}claim:{word}"],
                **({"counterClaims": against} if against else {}),
                "conformance": {
                    "score": 0.5 if against else 1,
                    "rationale": "Certified, except for what is left open."
                    if against
                    else "Certified without exception.",
                },
            }
            for word in predicate.certifies
        ],
    }


def _claims(predicate: Predicate) -> list[dict[str, Any]]:
    evidence = [f"{_REF}evidence:{n}" for n in range(1, len(_documents(predicate)) + 1)]
    return [
        {
            "bom-ref": f"{_REF}claim:{word}",
            "target": f"{_REF}company" if word in ("ownership", "changes") else f"{_REF}part",
            "predicate": SUBJECTS[word],
            "reasoning": f"Assessed by vcs-check {predicate.tool.version} on "
            f"{predicate.assessment.today}, evidence {predicate.assessment.evidence}.",
            "evidence": evidence,
        }
        for word in predicate.certifies
    ]


def _counter_claims(predicate: Predicate, bom: CertifiedBom) -> list[dict[str, Any]]:
    return [
        {
            "bom-ref": f"{_REF}open:{number}",
            "target": f"{_REF}part",
            "predicate": shown(f"Left open: {point.what}"),
            "reasoning": shown(point.reason),
        }
        for number, point in enumerate(predicate.open, 1)
        if any(component.bom == bom.member for component in point.components)
    ]


def _documents(predicate: Predicate) -> Sequence[FileSaid]:
    reports = [
        FileSaid(member=year.report, title=f"Assessment, model year {year.model_year or 'none'}")
        for year in predicate.assessment.years
    ]
    return (*reports, *predicate.evidence)


def _evidence(file: FileSaid, predicate: Predicate, number: int) -> dict[str, Any]:
    return {
        "bom-ref": f"{_REF}evidence:{number}",
        "description": shown(file.title),
        "data": [{"name": shown(file.title), "contents": {"url": f"../{file.member}"}}],
        "created": predicate.signatory.date + _NOON,
        "expires": predicate.expires + _NOON,
        "author": {"name": shown(predicate.signatory.name)},
    }


def _target(part: CertifiedPart) -> dict[str, Any]:
    number = {"version": shown(part.number)} if part.number else {}
    return {"type": "device", "bom-ref": f"{_REF}part", "name": shown(part.name), **number}


def _affirmation(predicate: Predicate, attestation: str) -> dict[str, Any]:
    return {
        "statement": " ".join(predicate.sentences),
        "signatories": [
            {
                "name": shown(predicate.signatory.name),
                "role": shown(predicate.signatory.function),
                "organization": {"name": shown(predicate.signatory.company)},
                "externalReference": {"type": "attestation", "url": f"../{attestation}"},
            }
        ],
    }
