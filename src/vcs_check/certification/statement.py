"""What is certified: who certifies what, for which parts and model years, until when.

Facts about the company and about things are the questions that suppliers are asked
(``questions/fields.toml``), under the same names and with the same values, so that a certificate
and a filled form are one kind of evidence.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from msgspec import Struct

from vcs_check.origin.party import Owner
from vcs_check.questions.answers import AnsweredForm, Statement
from vcs_check.questions.requests import supplier_key
from vcs_check.text import BomText

SUBJECTS: Final = {
    "origin": "No component in scope is designed, developed, manufactured or supplied by a person "
    "owned by, controlled by, or subject to the jurisdiction or direction of the PRC or Russia.",
    "ownership": "The table of owners of the company is complete and true on the day stated.",
    "firmware": "What is excluded as firmware is programmed for one hardware device, with the "
    "primary purpose of directly controlling, configuring and communicating with that device, or "
    "runs on no primary processing unit.",
    "open-source": "What is excluded as open source is available in its entire source, and is not "
    "modified for proprietary purposes without being shared.",
    "dates": "The dates of development, first supply and last alteration are true.",
    "changes": "The company reports any change that makes this certificate untrue, at once and in "
    "writing, to everybody whom it gave the certificate.",
}
"""What can be certified, in the words of the certificate."""


class Part(Struct, frozen=True, kw_only=True):
    """A part that is certified."""

    name: BomText
    number: str = ""
    model_years: tuple[int, ...] = ()
    """Sorted; empty where the units have no model year."""
    on: date | None = None
    """Of units without a model year: the day of the first import or sale."""
    boms: tuple[str, ...] = ()
    """Paths of its BOMs; empty: all that are given."""
    place: str = ""


class About(Struct, frozen=True, kw_only=True):
    """A component that the statement names: by purl, ``bom-ref``, SPDX id or name."""

    component: str = ""
    """Empty: the whole BOM."""
    version: str = ""
    bom: str = ""
    place: str = ""

    def in_words(self) -> str:
        """As the statement names it."""
        said = (self.component, self.version, self.bom and f"in {self.bom}")
        return " ".join(filter(None, said))


class Item(Struct, frozen=True, kw_only=True):
    """What is stated of one thing."""

    about: About
    says: tuple[Statement, ...]


class Open(Struct, frozen=True, kw_only=True):
    """Something that is left open by name: nothing is certified of it."""

    about: About
    reason: BomText


class EvidenceFile(Struct, frozen=True, kw_only=True):
    """A document that goes with the certificate."""

    path: str
    """Relative to the statement's folder, and beneath it."""
    title: BomText
    place: str = ""


class CertificateStatement(Struct, frozen=True, kw_only=True):
    """A statement file, checked."""

    file: str
    sha256: str
    company: BomText
    reference: str
    signed_by: BomText
    function: BomText
    signed_at: BomText
    """The place."""
    signed_on: date
    expires: date
    """The first day on which it counts no more."""
    certifies: tuple[str, ...]
    """Words of :data:`SUBJECTS`, in their order."""
    parts: tuple[Part, ...]
    says: tuple[Statement, ...]
    """Of the company itself."""
    owners: tuple[Owner, ...]
    items: tuple[Item, ...]
    open: tuple[Open, ...]
    evidence: tuple[EvidenceFile, ...]

    @property
    def by(self) -> str:
        """Who signs, as answers have it."""
        return f"{self.signed_by}, {self.function}"

    def fault_on(self, day: date) -> str:
        """Why it does not count on a day; empty where it does."""
        if day < self.signed_on:
            return f"it is signed on {self.signed_on}, after {day}"
        return f"it expired on {self.expires}" if day >= self.expires else ""


def form_of(
    made: CertificateStatement,
    *,
    file: str,
    program: str,
    statements: tuple[Statement, ...],
) -> AnsweredForm:
    """The statement as answers.

    Args:
        made: the statement.
        file: the name that the answers are shown under.
        program: the program that they are for.
        statements: about the company and, under their ids, about things.
    """
    return AnsweredForm(
        file=file,
        sha256=made.sha256,
        program=program,
        supplier=supplier_key(made.company),
        by=made.by,
        on=made.signed_on,
        statements=statements,
        owners=made.owners,
    )
