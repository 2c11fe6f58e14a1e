"""15 CFR 791.301, *connected vehicle*: is the vehicle one that the rule is about at all?

A used vehicle's sale is no sale; rail-only and off-road vehicles, and (final rule) those
over the weight limit, are out. Each helps the declarant and so needs a stated fact.
"""

from __future__ import annotations

from vcs_check.inventory.vocabulary import Answer, Exclusion, Mark
from vcs_check.regulations.answers import Answered, answered
from vcs_check.regulations.edition import ConnectedVehicle, Edition
from vcs_check.regulations.facts import ComponentFacts, Transaction

QUESTION = "Is the vehicle in scope, and is this a sale or import of it?"
_VEHICLE_EXCLUSIONS = (
    Exclusion.NOT_A_SALE,
    Exclusion.VEHICLE_KIND,
    Exclusion.VEHICLE_WEIGHT,
)


def vehicle_in_scope(transaction: Transaction, edition: Edition) -> Answered:
    """Whether the program's vehicle is a connected vehicle that is sold or imported.

    10,000 lb is in and 10,001 lb is out (final rule); in kilograms 4,536 is in.
    """
    provision = edition.connected_vehicle
    if transaction.kind == "used-sale":
        return answered(
            QUESTION,
            Answer.NO,
            "the transaction is the sale of a used vehicle, which is no sale under the rule",
            provision,
            exclusion=Exclusion.NOT_A_SALE,
        )
    if transaction.vehicle_kind in provision.vehicle_kinds_out:
        return answered(
            QUESTION,
            Answer.NO,
            f"the vehicle is stated to be of the kind {transaction.vehicle_kind!r}, "
            "which is not for public roads",
            provision,
            exclusion=Exclusion.VEHICLE_KIND,
        )
    weight = _over_weight(transaction, provision)
    if weight:
        return answered(QUESTION, Answer.NO, weight, provision, exclusion=Exclusion.VEHICLE_WEIGHT)
    return answered(QUESTION, Answer.YES, _why_in(transaction, provision), provision)


def declared_vehicle_exclusion(
    facts: ComponentFacts, transaction: Transaction, edition: Edition
) -> Answered | None:
    """A vehicle exclusion declared on the component: followed unless the program differs.

    A supplier's word about the vehicle stands where the program says nothing of that fact.
    """
    provision = edition.connected_vehicle
    for exclusion in _VEHICLE_EXCLUSIONS:
        if exclusion not in facts.declared.exclusions:
            continue
        silent = {
            Exclusion.NOT_A_SALE: not transaction.kind,
            Exclusion.VEHICLE_KIND: not transaction.vehicle_kind
            and bool(provision.vehicle_kinds_out),
            Exclusion.VEHICLE_WEIGHT: transaction.gvwr_lb is None
            and transaction.gvwr_kg is None
            and provision.max_gvwr_lb is not None,
        }[exclusion]
        if silent:
            return answered(
                QUESTION,
                Answer.NO,
                f"the component is declared to be out for its vehicle ({exclusion.value})",
                provision,
                exclusion=exclusion,
                mark=Mark.INTERPRETATION,
            )
        return answered(
            QUESTION,
            Answer.YES,
            f"the declared exclusion {exclusion.value} is not followed: the program or the "
            "edition says otherwise",
            provision,
            warnings=(f"declared exclusion {exclusion.value} contradicts the program",),
        )
    return None


def _over_weight(transaction: Transaction, provision: ConnectedVehicle) -> str:
    max_lb, max_kg = provision.max_gvwr_lb, provision.max_gvwr_kg
    if max_lb is not None and transaction.gvwr_lb is not None and transaction.gvwr_lb > max_lb:
        return f"the gross vehicle weight rating is {transaction.gvwr_lb:g} lb, over {max_lb:g} lb"
    if max_kg is not None and transaction.gvwr_kg is not None and transaction.gvwr_kg > max_kg:
        return f"the gross vehicle weight rating is {transaction.gvwr_kg:g} kg, over {max_kg:g} kg"
    return ""


def _why_in(transaction: Transaction, provision: ConnectedVehicle) -> str:
    if provision.max_gvwr_lb is None:
        return "every on-road connected vehicle is in scope, whatever its weight"
    if transaction.gvwr_lb is not None:
        return f"the gross vehicle weight rating is {transaction.gvwr_lb:g} lb"
    if transaction.gvwr_kg is not None:
        return f"the gross vehicle weight rating is {transaction.gvwr_kg:g} kg"
    return "nothing states that the vehicle is out for its weight or kind"
