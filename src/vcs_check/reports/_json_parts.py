"""Parts of the JSON report that other JSON outputs have as well, in the same shape."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from msgspec import UNSET, Struct, UnsetType

from vcs_check.assessment import SupplierView
from vcs_check.inventory.vocabulary import Standing
from vcs_check.reports import _json_report as shape
from vcs_check.reports._digest import number

_Shape = TypeVar("_Shape", bound=Struct)


def as_shape(kind: type[_Shape], values: tuple[Any, ...]) -> tuple[_Shape, ...]:
    """The values in the report's shape, which has fields of the same names."""
    return tuple(
        kind(**{name: getattr(value, name) for name in kind.__struct_fields__}) for value in values
    )


def is_new(value: Any) -> bool | UnsetType:
    """Whether a baseline does not have the finding; unset where there is none of either."""
    return UNSET if value.standing is None else value.standing is Standing.NEW


def marked(kind: type[_Shape], values: tuple[Any, ...]) -> tuple[_Shape, ...]:
    """The values in a shape whose field ``new`` tells how they stand to a baseline."""
    names = [name for name in kind.__struct_fields__ if name != "new"]
    return tuple(
        kind(**{name: getattr(value, name) for name in names}, new=is_new(value))
        for value in values
    )


def suppliers_of(views: Iterable[SupplierView]) -> tuple[shape.SupplierShape, ...]:
    """The parties with what is said of them and the holdings above them."""
    suppliers = as_shape(shape.SupplierShape, tuple(views))
    for supplier in suppliers:
        supplier.evidence = as_shape(shape.StatementShape, supplier.evidence)
        supplier.holdings = as_shape(shape.HoldingShape, supplier.holdings)
        for holding in supplier.holdings:
            holding.voting_percent_min = number(holding.voting_percent_min)
            holding.voting_percent_max = number(holding.voting_percent_max)
    return suppliers
