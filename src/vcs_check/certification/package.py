"""The package of a certificate, made from everything that goes into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec
from msgspec import Struct

import vcs_check
from vcs_check.assessment import Assessment
from vcs_check.certification import members as m
from vcs_check.certification.attesting import assessment_said, attestation_of, predicate_of
from vcs_check.certification.covering import Coverage
from vcs_check.certification.declarations import declared_copy, own_document
from vcs_check.certification.page import certificate_page
from vcs_check.certification.predicate import CertifiedBom, FileSaid, Predicate
from vcs_check.certification.statement import CertificateStatement
from vcs_check.inventory.document import Document
from vcs_check.limits import Limits
from vcs_check.pipeline import BomInput
from vcs_check.readers import with_properties
from vcs_check.reports import RenderOptions, available
from vcs_check.sealing import VERIFIER, member_name, pack, sealed, sha256_of, verifier

_CYCLONEDX = ("cyclonedx-json", "cyclonedx-xml")


class GivenFile(Struct, frozen=True, kw_only=True):
    """A file that goes into the package as it is."""

    folder: str
    path: str
    data: bytes
    title: str = ""


class Making(Struct, frozen=True, kw_only=True):
    """Everything that a package is made of."""

    statement: CertificateStatement
    statement_data: bytes
    coverage: Coverage
    documents: Mapping[int, Document]
    boms: tuple[tuple[BomInput, bytes], ...]
    """Each BOM with its bytes, in the order of the assessment's inputs."""
    assessments: Mapping[int | None, Assessment]
    inputs: tuple[GivenFile, ...] = ()
    """Register, decisions and answers."""
    evidence: tuple[GivenFile, ...] = ()
    """In the order of the statement."""
    not_included: tuple[str, ...] = ()
    attached: tuple[GivenFile, ...] = ()
    chain: bytes = b""
    """Certificates in PEM, the signer's first."""
    tool_version: str
    limits: Limits


def bom_members(boms: Sequence[tuple[BomInput, bytes]]) -> tuple[CertifiedBom, ...]:
    """What the predicate says of each BOM."""
    return tuple(
        CertifiedBom(
            member=member_name(m.BOMS, bom.path, number),
            path=bom.path,
            sha256=sha256_of(data),
            columns=bom.layout.columns,
            sheet=bom.layout.sheet,
            header_row=bom.layout.header_row,
        )
        for number, (bom, data) in enumerate(boms, 1)
    )


def package_of(making: Making, sign: Callable[[bytes], bytes] | None) -> bytes:
    """The bytes of the package.

    Args:
        making: what goes into it.
        sign: makes the signed envelope of the attestation; None: unsigned.

    Raises:
        InputError: a BOM cannot be annotated.
    """
    boms = bom_members(making.boms)
    found: dict[str, bytes] = {m.STATEMENT: making.statement_data, VERIFIER: verifier()}
    for bom, (_, data) in zip(boms, making.boms, strict=True):
        found[bom.member] = data
    inputs = _take(found, making.inputs)
    evidence = _take(found, making.evidence)
    reports = _reports(found, making.assessments)
    attached = _take(found, making.attached)
    predicate = predicate_of(
        making.statement,
        making.coverage,
        making.documents,
        boms,
        assessment=assessment_said(making.assessments, reports),
        evidence=evidence,
        inputs=inputs,
        not_included=making.not_included,
        attached=attached,
        tool_version=making.tool_version,
    )
    affirmed_by = m.ENVELOPE if sign is not None else m.ATTESTATION
    found |= _declared(making, predicate, affirmed_by)
    found[m.CERTIFICATE] = certificate_page(
        predicate, {name: sha256_of(data) for name, data in found.items()}
    )
    if making.chain:
        found[m.CHAIN] = making.chain
    found[m.SUMS] = m.sums_of(found)
    attestation = attestation_of(m.attested(found), predicate)
    found[m.ATTESTATION] = attestation
    if sign is not None:
        found[m.ENVELOPE] = sign(attestation)
    return pack(sealed(found, m.KIND, making.tool_version))


def _take(found: dict[str, bytes], files: Sequence[GivenFile]) -> tuple[FileSaid, ...]:
    made: list[FileSaid] = []
    for number, file in enumerate(files, 1):
        member = member_name(file.folder, file.path, number)
        found[member] = file.data
        title = file.title or m.kind_of_signature(file.path, file.data)
        made.append(FileSaid(member=member, title=title))
    return tuple(made)


def _reports(
    found: dict[str, bytes], assessments: Mapping[int | None, Assessment]
) -> dict[int | None, str]:
    names: dict[int | None, str] = {}
    formats = available()
    for year, assessment in assessments.items():
        folder = f"assessment/{year if year is not None else 'no-model-year'}"
        for name in ("json", "html"):
            found[f"{folder}/report.{name}"] = formats[name].render(assessment, RenderOptions())
        names[year] = f"{folder}/report.json"
    return names


def _declared(making: Making, predicate: Predicate, affirmed_by: str) -> dict[str, bytes]:
    """For each BOM a copy with verdicts and declarations, or declarations of their own."""
    made: dict[str, bytes] = {}
    last = list(making.assessments.values())[-1]
    copies = _annotated(making, last)
    for number, bom in enumerate(predicate.boms):
        name = bom.member.removeprefix(f"{m.BOMS}/")
        name = name.removesuffix(".gz").removesuffix(".zst")  # copies are not packed
        copy = copies.get(number)
        declared = declared_copy(copy, predicate, bom, affirmed_by) if copy is not None else None
        if copy is not None:
            made[f"{m.ANNOTATED}/{name}"] = declared if declared is not None else copy
        if declared is None:
            own = own_document(predicate, bom, affirmed_by)
            made[f"{m.ANNOTATED}/{name}.declarations.cdx.json"] = own
    return made


def _annotated(making: Making, assessment: Assessment) -> dict[int, bytes]:
    """Copies of the CycloneDX BOMs with the verdicts of one assessment, by number."""
    numbers = [n for n, view in enumerate(assessment.inputs) if view.format in _CYCLONEDX]
    if not numbers:
        return {}

    def annotate(
        number: int, properties: Mapping[str, Sequence[tuple[str, str]]], prefix: str
    ) -> bytes:
        bom, data = making.boms[number]
        return with_properties(data, bom.path, properties, prefix, making.limits)

    render = available()["cyclonedx"].render_files
    if render is None:
        return {}
    made = render(assessment, RenderOptions(annotate=annotate))
    return dict(zip(numbers, made.values(), strict=True))


def same_but_assessed(
    statement: CertificateStatement,
    coverage: Coverage,
    documents: Mapping[int, Document],
    stated: Predicate,
) -> Predicate:
    """The predicate that statement and BOMs lead to, with what only its maker knows as stated.

    Of a package that another version made, the words of the certificate and how components are
    shown are as stated too: they may have been improved since, and nothing is concluded from them.
    """
    made = predicate_of(
        statement,
        coverage,
        documents,
        stated.boms,
        assessment=stated.assessment,
        evidence=stated.evidence,
        inputs=stated.inputs,
        not_included=stated.not_included,
        attached=stated.attached,
        tool_version=stated.tool.version,
    )
    same_shape = (len(made.items), len(made.open)) == (len(stated.items), len(stated.open))
    if stated.tool.version == vcs_check.__version__ or not same_shape:
        return made
    return msgspec.structs.replace(
        made,
        sentences=stated.sentences,
        items=tuple(
            msgspec.structs.replace(item, components=other.components)
            for item, other in zip(made.items, stated.items, strict=True)
        ),
        open=tuple(
            msgspec.structs.replace(point, components=other.components)
            for point, other in zip(made.open, stated.open, strict=True)
        ),
    )
