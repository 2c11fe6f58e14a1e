"""15 CFR 791.304: a manufacturer that is itself a nexus person.

From its first model year it may not sell a vehicle with *any* VCS hardware or covered
software, whoever made that, nor offer commercial services with an ADS. General
authorizations are not open to it. Where no manufacturer is named, the section is not
examined, and a note says so.
"""

from __future__ import annotations

import msgspec

from vcs_check.assessment import Finding, Missing
from vcs_check.inventory.vocabulary import Answer, Mark, Origin, Verdict
from vcs_check.regulations.answers import Answered, answered
from vcs_check.regulations.edition import Edition
from vcs_check.regulations.facts import Transaction
from vcs_check.regulations.us_15cfr791_subpart_d.s308_exemptions import (
    controlled_manufacturer_exemption,
)

QUESTION = "Is the vehicle's manufacturer itself a nexus person that sells it?"
_NO_SALE = frozenset({"import-hardware", "repair", "used-sale"})


def controlled_manufacturer(transaction: Transaction, edition: Edition) -> Answered | None:
    """Whether section 791.304 forbids the sale; None where it is not examined."""
    provision = edition.prohibitions.controlled_manufacturer
    party = transaction.manufacturer
    if party is None or transaction.kind in _NO_SALE:
        return None
    if party.origin is Origin.NONE:
        return answered(QUESTION, Answer.NO, party.why, provision, assumptions=party.assumptions)
    exemption = controlled_manufacturer_exemption(transaction, edition)
    if exemption.answer is Answer.YES:
        return answered(
            QUESTION, Answer.NO, exemption.line.because, edition.schedule.controlled_manufacturer
        )
    # The manufacturer is whoever asks, and no supplier of its own to whom a form could be sent.
    missing = tuple(Missing(fact=gap.fact, of="you", ask=gap.ask) for gap in party.gaps) or (
        Missing(fact="ownership", of="you", ask=f"Who owns and controls {party.name}?"),
    )
    if party.origin is Origin.UNKNOWN:
        return answered(
            QUESTION, Answer.UNKNOWN, f"the manufacturer {party.name}: {party.why}", provision,
            missing=(*missing, *exemption.line.missing),
        )  # fmt: skip
    because = f"the manufacturer {party.name} is a nexus person: {party.why}"
    if exemption.answer is Answer.UNKNOWN:
        return answered(
            QUESTION, Answer.UNKNOWN, f"{because}; {exemption.line.because}", provision,
            missing=exemption.line.missing,
        )  # fmt: skip
    if transaction.kind == "testing":
        return answered(
            QUESTION, Answer.UNKNOWN, f"{because}; whether a sale follows the testing is open",
            provision, mark=Mark.INTERPRETATION,
            missing=(Missing(fact="sale", of="program", ask="Is the vehicle sold afterwards?"),),
        )  # fmt: skip
    mark = Mark.INTERPRETATION if transaction.kind == "import" else None
    return answered(QUESTION, Answer.YES, because, provision, mark=mark)


def ads_service_finding(transaction: Transaction, edition: Edition) -> Finding | None:
    """The prohibition on commercial services with an ADS, which hangs on no component."""
    if not transaction.ads_service:
        return None
    # The service is forbidden by itself, whatever the transaction at hand is.
    line = controlled_manufacturer(msgspec.structs.replace(transaction, kind="sale"), edition)
    provision = edition.prohibitions.controlled_manufacturer
    if line is None or line.answer is Answer.NO:
        return None
    verdict = Verdict.PROHIBITED if line.answer is Answer.YES else Verdict.INDETERMINATE
    return Finding(
        verdict=verdict,
        citation=provision.citation,
        reason=f"commercial services with an automated driving system: {line.because}",
        missing=line.missing,
    )
