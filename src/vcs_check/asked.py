"""What suppliers are asked and have answered, and what is known without asking: pure data.

Every text that may come from a BOM, a form or a register is hostile until a report's escape
function has seen it.
"""

from __future__ import annotations

from msgspec import Struct


class AskedItem(Struct, frozen=True, kw_only=True):
    """A thing that a supplier is asked about; it stands for all components that are the same."""

    id: str
    name: str
    version: str
    purl: str
    part_number: str
    fields: tuple[str, ...]
    """Names of the questions, in the order of the form."""
    components: int
    is_way_out: bool = False
    """Whether it is prohibited as far as is known, and asked about only to show an exclusion."""


class SupplierRequest(Struct, frozen=True, kw_only=True):
    """What one supplier is asked; nothing in it is about anybody else."""

    program: str
    supplier: str
    company_fields: tuple[str, ...]
    """Questions about the supplier itself, in the order of the form."""
    items: tuple[AskedItem, ...]
    """Those that stand for the most components first."""
    digest: str
    """Of program, supplier and questions; an answer carries it back."""


class AnswersView(Struct, frozen=True, kw_only=True):
    """One form that a supplier has filled in, and what came of it."""

    path: str
    sha256: str
    supplier: str
    by: str
    """Who answered: name and position."""
    on: str
    """The day (ISO date) of the answers."""
    program: str
    statements: int
    """Answers that say something."""
    not_known: int
    """Answers that say *don't know*."""
    components: int
    """Components that an answer reaches."""
    conflicts: tuple[str, ...] = ()
    """What contradicts a BOM, a register or another answer."""
    unused: tuple[str, ...] = ()
    """Answers that concern nothing here, with the reason."""
    signer: str = ""
    """Of a certificate: who has signed it, as verified; empty for a form."""
    trusted_by: str = ""
    """Of a certificate: why its signer is trusted."""
    expires: str = ""
    """Of a certificate: the first day (ISO date) on which it counts no more."""
    warnings: tuple[str, ...] = ()
    """Of a certificate: what is odd about its signature."""


class ReferenceRow(Struct, frozen=True, kw_only=True):
    """One row of the bundled reference of well-known suppliers."""

    name: str
    aliases: tuple[str, ...]
    identifiers: tuple[str, ...]
    """``scheme value``, where the row has any."""
    incorporated_in: str
    headquarters: str
    parents: tuple[str, ...]
    """Who holds it, with the share where it is known."""
    source: str
    as_of: str
    """The day (ISO date) as of which the row was compiled."""
    confidence: str
    counts: bool
    """Whether it may decide anything; without a public source it may not."""
