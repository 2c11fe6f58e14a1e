"""From statement, BOMs and assessment to the attestation, in one way only.

Everything but the assessment's own words follows from statement and BOMs, so that whoever opens a
package makes the attestation again and compares the bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from vcs_check.assessment import Assessment
from vcs_check.certification.covering import Coverage
from vcs_check.certification.predicate import (
    PREDICATE_TYPE,
    SCHEMA,
    STATEMENT_TYPE,
    AssessedYear,
    AssessmentSaid,
    Attestation,
    CertifiedBom,
    CertifiedPart,
    ComponentSaid,
    FileSaid,
    ItemSaid,
    OpenPoint,
    OwnerSaid,
    Predicate,
    Said,
    Signatory,
    ToolIs,
)
from vcs_check.certification.statement import SUBJECTS, CertificateStatement
from vcs_check.errors import MalformedError
from vcs_check.inventory.document import Document
from vcs_check.questions.answers import Statement
from vcs_check.sealing import sha256_of


def predicate_of(
    statement: CertificateStatement,
    coverage: Coverage,
    documents: Mapping[int, Document],
    boms: Sequence[CertifiedBom],
    *,
    assessment: AssessmentSaid,
    evidence: Sequence[FileSaid],
    inputs: Sequence[FileSaid],
    not_included: Sequence[str],
    attached: Sequence[FileSaid],
    tool_version: str,
) -> Predicate:
    """The predicate; all of it but what is given by name follows from the first four."""

    def components(positions: Sequence[tuple[int, int]]) -> tuple[ComponentSaid, ...]:
        found = ((boms[n].member, documents[n].components[at]) for n, at in positions)
        return tuple(
            ComponentSaid(bom=member, id=c.id, name=c.name, version=c.version, purl=c.purl)
            for member, c in found
        )

    return Predicate(
        schema=SCHEMA,
        tool=ToolIs(name="vcs-check", version=tool_version),
        reference=statement.reference,
        signatory=Signatory(
            name=statement.signed_by,
            function=statement.function,
            company=statement.company,
            place=statement.signed_at,
            date=statement.signed_on.isoformat(),
        ),
        expires=statement.expires.isoformat(),
        certifies=statement.certifies,
        sentences=tuple(SUBJECTS[word] for word in statement.certifies),
        parts=_parts(statement, coverage, boms),
        boms=tuple(boms),
        company=_said(statement.says),
        owners=tuple(
            OwnerSaid(
                name=owner.name,
                kind=owner.kind,
                country=owner.country,
                voting_percent=owner.voting_percent_min,
                rights=owner.rights,
                us_person=owner.us_person,
            )
            for owner in statement.owners
        ),
        items=tuple(
            ItemSaid(
                component=item.about.in_words(), components=components(at), says=_said(item.says)
            )
            for item, at in zip(statement.items, coverage.items, strict=True)
        ),
        open=tuple(
            OpenPoint(what=point.about.in_words(), reason=point.reason, components=components(at))
            for point, at in zip(statement.open, coverage.open, strict=True)
        ),
        assessment=assessment,
        evidence=tuple(evidence),
        inputs=tuple(inputs),
        not_included=tuple(not_included),
        attached=tuple(attached),
    )


def _said(statements: Sequence[Statement]) -> tuple[Said, ...]:
    return tuple(Said(field=s.field, value=s.value, country=s.country) for s in statements)


def _parts(
    statement: CertificateStatement, coverage: Coverage, boms: Sequence[CertifiedBom]
) -> tuple[CertifiedPart, ...]:
    return tuple(
        CertifiedPart(
            name=part.name,
            number=part.number,
            model_years=part.model_years,
            no_model_year=not part.model_years,
            date=part.on.isoformat() if part.on else "",
            boms=tuple(
                bom.member for bom, own in zip(boms, coverage.parts, strict=True) if own == number
            ),
        )
        for number, part in enumerate(statement.parts)
    )


def assessment_said(
    assessments: Mapping[int | None, Assessment], reports: Mapping[int | None, str]
) -> AssessmentSaid:
    """What the assessments say of themselves.

    Args:
        assessments: by model year; at least one.
        reports: the member with the JSON report of each.
    """
    first = next(iter(assessments.values()))
    return AssessmentSaid(
        edition=first.edition.id,
        citation=first.edition.citation,
        edition_sha256=first.edition.digest,
        evidence=first.evidence.value,
        software_scope=first.software_scope.value,
        today=first.today,
        years=tuple(
            AssessedYear(
                model_year=year,
                verdict=assessment.verdict.value,
                verdicts=assessment.counts.verdicts,
                report=reports[year],
            )
            for year, assessment in assessments.items()
        ),
    )


def attestation_of(members: Mapping[str, bytes], predicate: Predicate) -> bytes:
    """The in-toto Statement over some members, written in one way only."""
    plain: Any = {
        "_type": STATEMENT_TYPE,
        "subject": [
            {"name": name, "digest": {"sha256": sha256_of(members[name])}}
            for name in sorted(members)
        ],
        "predicateType": PREDICATE_TYPE,
        "predicate": msgspec.to_builtins(predicate),
    }
    return json.dumps(plain, ensure_ascii=False, indent=1).encode() + b"\n"


def read_attestation(data: bytes, file: str, place: str) -> Predicate:
    """The predicate of an attestation, compared with nothing.

    Raises:
        MalformedError: it is none of ours, or not written as vcs-check writes it.
    """
    try:
        made = msgspec.json.decode(data, type=Attestation)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise MalformedError(file, f"no attestation that can be read: {error}", place) from None
    if made.type != STATEMENT_TYPE or made.predicate_type != PREDICATE_TYPE:
        raise MalformedError(
            file, f"an attestation of another type: {made.predicate_type!r:.100}", place
        )
    if made.predicate.schema != SCHEMA:
        raise MalformedError(
            file,
            f"its schema is {made.predicate.schema!r:.60}, and this version reads {SCHEMA!r} only",
            place,
        )
    return made.predicate
