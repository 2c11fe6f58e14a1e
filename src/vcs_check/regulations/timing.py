"""What of an evaluation depends on the transaction alone, and so is asked once for all parts."""

from __future__ import annotations

import msgspec

from vcs_check.assessment import Missing
from vcs_check.inventory.vocabulary import Answer, Axis
from vcs_check.regulations.answers import opposite
from vcs_check.regulations.edition import Edition
from vcs_check.regulations.facts import ComponentFacts, Transaction
from vcs_check.regulations.us_15cfr791_subpart_d.s301_connected_vehicle import vehicle_in_scope
from vcs_check.regulations.us_15cfr791_subpart_d.s304_controlled_manufacturers import (
    controlled_manufacturer,
)
from vcs_check.regulations.us_15cfr791_subpart_d.s308_exemptions import (
    Exemption,
    hardware_exemption,
    software_exemption,
)

STRICTEST_FIRST = (Answer.YES, Answer.UNKNOWN, Answer.NO)
"""Answers to *does it fall under the rule*, by how much they ask for."""


class Timing:
    """What depends on the transaction alone."""

    def __init__(self, transaction: Transaction, edition: Edition) -> None:
        self.transaction = transaction
        self.vehicle = vehicle_in_scope(transaction, edition)
        self.manufacturer = controlled_manufacturer(transaction, edition)
        self._hardware = hardware_exemption(transaction, edition)
        self._software = software_exemption(transaction, edition)
        self._either = self._as_both()

    def exemption(self, axis: Axis) -> Exemption:
        """By axis; where that is not known, settled only if it is the same as both."""
        if axis is Axis.HARDWARE:
            return self._hardware
        return self._software if axis is Axis.SOFTWARE else self._either

    def _as_both(self) -> Exemption:
        hardware, software = self._hardware, self._software
        stricter = min(
            (hardware, software), key=lambda one: STRICTEST_FIRST.index(opposite(one.answer))
        )
        if hardware.answer is software.answer:
            return stricter
        line = msgspec.structs.replace(
            stricter.line,
            answer=Answer.UNKNOWN,
            because=f"as hardware: {hardware.line.because}; as software: {software.line.because}; "
            "which of them it is, is not known",
            missing=(
                Missing(fact="type", of="component", ask="Is it hardware or software?"),
                *hardware.line.missing,
                *software.line.missing,
            ),
        )
        return msgspec.structs.replace(stricter, line=line)


def effective_transaction(facts: ComponentFacts, transaction: Transaction) -> Transaction:
    """The transaction with the BOM's own model year, where the program states none.

    A unit that the BOM ties to a model year is not one without, whatever the program says.
    """
    declared = facts.declared
    if transaction.no_model_year and declared.model_year is not None:
        return msgspec.structs.replace(transaction, model_year_contradicted=True)
    if transaction.model_year is not None or transaction.no_model_year:
        return transaction
    if declared.model_year is None and not declared.no_model_year:
        return transaction
    return msgspec.structs.replace(
        transaction,
        model_year=declared.model_year,
        no_model_year=declared.no_model_year,
        model_year_contradicted=facts.model_year_contradicted,
    )
