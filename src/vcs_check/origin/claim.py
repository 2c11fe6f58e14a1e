"""What a claim proves by itself: its address and its identifiers (rule, section 5)."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from vcs_check.inventory.component import PartyClaim
from vcs_check.inventory.vocabulary import Answer
from vcs_check.origin.countries import country_code, country_name, other_law_note
from vcs_check.origin.identifiers import canonical, is_valid, registration_country
from vcs_check.origin.standing import Setting
from vcs_check.text import has_hidden_characters

_NOT_SAID: Final = "of which the edition does not say whether it counts"


class ClaimEvidence(Struct, frozen=True, kw_only=True):
    """A claim, weighed without any register."""

    country: str = ""
    """Code of the address; empty where none is given or the table does not have it."""
    identifiers: tuple[tuple[str, str], ...] = ()
    """The identifiers that pass their check, canonical."""
    answer: Answer = Answer.NO
    """Whether the claim itself is evidence of a nexus. NO means: no such evidence, no more."""
    evidence_country: str = ""
    prong: str = ""
    why: str = ""
    warnings: tuple[str, ...] = ()


def weigh(claim: PartyClaim, setting: Setting) -> ClaimEvidence:
    """Address and registrations of a claim as evidence of a nexus under the edition.

    An address elsewhere, or a valid LEI, is no evidence about ownership and changes nothing.
    """
    warnings: list[str] = []
    if has_hidden_characters(claim.name):
        warnings.append(f"the name {claim.name!r} contains characters that cannot be seen")
    country = country_code(claim.country) or "" if claim.country else ""
    if claim.country and not country:
        warnings.append(f"the country {claim.country!r} of {claim.name} is in no list of countries")
    if note := other_law_note(country):
        warnings.append(f"{claim.name}: {note}")
    valid = _valid_identifiers(claim, warnings)
    found: list[tuple[Answer, str, str, str]] = []
    for scheme, value in valid:
        code = registration_country(scheme, value)
        if code:
            what = f"{claim.name} has a valid {scheme.upper()} ({value}), a registration in"
            found.append((setting.adversary(code), code, "3", f"{what} {country_name(code)}"))
    if country:
        prong = "2" if claim.is_person else "3"
        what = f"{claim.name} has an address in {country_name(country)} in the BOM"
        found.append((setting.adversary(country), country, prong, what))
    for wanted in (Answer.YES, Answer.UNKNOWN):
        for answer, code, prong, why in found:
            if answer is wanted:
                return ClaimEvidence(
                    country=country,
                    identifiers=valid,
                    answer=wanted,
                    evidence_country=code,
                    prong=prong,
                    why=why if wanted is Answer.YES else f"{why}, {_NOT_SAID}",
                    warnings=tuple(warnings),
                )
    return ClaimEvidence(country=country, identifiers=valid, warnings=tuple(warnings))


def _valid_identifiers(claim: PartyClaim, warnings: list[str]) -> tuple[tuple[str, str], ...]:
    valid: list[tuple[str, str]] = []
    for stated_scheme, stated in claim.identifiers:
        scheme, value = canonical(stated_scheme, stated)
        if not is_valid(scheme, value):
            warnings.append(
                f"the {stated_scheme} {stated!r} of {claim.name} fails its check and proves nothing"
            )
            continue
        valid.append((scheme, value))
        if scheme == "inn":
            warnings.append(
                f"{claim.name} has a Russian tax number (INN {value}); foreign companies have "
                "one as well, so it decides nothing"
            )
    return tuple(valid)
