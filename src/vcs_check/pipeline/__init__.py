"""The one function that joins the stages: read, classify, find origins, judge, sum up.

::

    bytes ─readers→ Document ─classification→ tags ─origin→ parties ─regulations→ Assessment
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

from vcs_check.assessment import Assessment
from vcs_check.pipeline.basis import Basis, basis_of
from vcs_check.pipeline.request import BomInput, Request
from vcs_check.pipeline.run import Run

__all__ = ["Basis", "BomInput", "Request", "assess", "assess_with_basis"]


def assess(request: Request) -> Assessment:
    """Evaluate a program under one edition, and under another one to compare.

    An input that cannot be read is reported in the assessment (``InputView.error``); the
    others are still evaluated, and the overall verdict is at best indeterminate.
    """
    with _without_collecting():
        return Run(request).assessment()


def assess_with_basis(request: Request) -> tuple[Assessment, Basis]:
    """The same assessment, and what it rests on, for whoever keeps it."""
    with _without_collecting():
        run = Run(request)
        return run.assessment(), basis_of(request, run)


@contextlib.contextmanager
def _without_collecting() -> Iterator[None]:
    collecting = gc.isenabled()
    gc.disable()  # an assessment is one large tree without cycles
    try:
        yield
    finally:
        if collecting:
            gc.enable()
