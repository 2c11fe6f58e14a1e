"""15 CFR 791.302 and 791.303: what may not be imported or sold, for whoever made it.

791.302: a VCS hardware importer may not knowingly import VCS hardware that a nexus person designed,
developed, manufactured or supplied. 791.303: a manufacturer may not knowingly (a) import or (b)
sell a vehicle with covered software of such a person. Both until the schedule of 791.308 exempts no
more; hardware that is not imported is none of 791.302's.
"""

from __future__ import annotations

from vcs_check.inventory.vocabulary import Answer, Axis, Origin
from vcs_check.regulations.answers import all_of, opposite
from vcs_check.regulations.edition import Prohibitions


def forbidden_by_part(imported: bool, origin: Origin, exempt: Answer) -> Answer:
    """Whether section 791.302 or 791.303 forbids a component that is in scope.

    Args:
        imported: false for hardware that is shown not to be.
        origin: of the component, over all four roles.
        exempt: whether section 791.308 exempts it.
    """
    if not imported:
        return Answer.NO
    return all_of((_is_nexus(origin), opposite(exempt)))


def _is_nexus(origin: Origin) -> Answer:
    match origin:
        case Origin.NEXUS:
            return Answer.YES
        case Origin.NONE:
            return Answer.NO
    return Answer.UNKNOWN


def citation_for(axis: Axis, kind: str, prohibitions: Prohibitions) -> str:
    """The provision that speaks of a component in a transaction of that kind; both where open."""
    if axis is Axis.HARDWARE:
        return prohibitions.vcs_hardware.citation
    sale, imported = prohibitions.covered_software_sale, prohibitions.covered_software_import
    match kind:
        case "import" | "import-hardware" | "testing":
            software = imported.citation
        case "sale":
            software = sale.citation
        case _:
            software = (
                f"{imported.citation}, (b)" if sale.citation.endswith("(b)") else sale.citation
            )
    if axis is Axis.SOFTWARE:
        return software
    return f"{prohibitions.vcs_hardware.citation}; {software}"
