"""What a claim proves by itself: its address and its identifiers (rule, section 5)."""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from vcs_check.inventory.component import PartyClaim
from vcs_check.inventory.vocabulary import Answer, Role
from vcs_check.origin.addresses import countries_of_field, countries_of_rest
from vcs_check.origin.countries import country_name, other_law_note
from vcs_check.origin.identifiers import cage_country, canonical, is_valid, registration_country
from vcs_check.origin.standing import Setting
from vcs_check.text import BomText, folded, has_hidden_characters

_NOT_SAID: Final = "of which the edition does not say whether it counts"
_SHOWN_CHARACTERS: Final = 200


class ClaimEvidence(Struct, frozen=True, kw_only=True):
    """A claim, weighed without any register."""

    country: str = ""
    """Code of the address; empty where none is given, or several, or none of the table."""
    identifiers: tuple[tuple[str, str], ...] = ()
    """The identifiers that pass their check, canonical."""
    answer: Answer = Answer.NO
    """Whether the claim itself is evidence of a nexus. NO means: no such evidence, no more."""
    evidence_country: str = ""
    prong: str = ""
    why: str = ""
    warnings: tuple[str, ...] = ()


class _Evidence(Struct, frozen=True):
    answer: Answer
    country: str
    prong: str
    why: str


class _Address(Struct, frozen=True):
    country: str
    evidence: tuple[_Evidence, ...]


_NO_ADDRESS: Final = _Address("", ())


def weigh(claim: PartyClaim, setting: Setting) -> ClaimEvidence:
    """Address and registrations of a claim as evidence of a nexus under the edition.

    An address elsewhere, or a valid LEI, is no evidence about ownership and changes nothing.
    """
    warnings: list[str] = []
    if has_hidden_characters(claim.name):
        warnings.append(f"the name {claim.name!r} contains characters that cannot be seen")
    address = _address(claim, setting)
    if claim.country and not address.country and not address.evidence:
        warnings.append(f"the country {claim.country!r} of {claim.name} is in no list of countries")
    if note := other_law_note(address.country):
        warnings.append(f"{claim.name}: {note}")
    valid = _valid_identifiers(claim, warnings)
    found = [*_registrations(claim, valid, setting), *address.evidence, *_law(claim, setting)]
    for wanted in (Answer.YES, Answer.UNKNOWN):
        for evidence in found:
            if evidence.answer is wanted:
                return ClaimEvidence(
                    country=address.country,
                    identifiers=valid,
                    answer=wanted,
                    evidence_country=evidence.country,
                    prong=evidence.prong,
                    why=evidence.why,
                    warnings=tuple(warnings),
                )
    return ClaimEvidence(country=address.country, identifiers=valid, warnings=tuple(warnings))


def _registrations(
    claim: PartyClaim, valid: tuple[tuple[str, str], ...], setting: Setting
) -> list[_Evidence]:
    found = []
    for scheme, value in valid:
        if code := registration_country(scheme, value):
            what = f"{claim.name} has a valid {scheme.upper()} ({value}), a registration in"
            why = f"{what} {country_name(code)}"
            answer = setting.adversary(code)
            found.append(_Evidence(answer, code, "3", _said(why, answer)))
    return found


def _law(claim: PartyClaim, setting: Setting) -> tuple[_Evidence, ...]:
    """The jurisdiction, where it is another than the country of the address."""
    if not claim.jurisdiction or not (claim.country or claim.address):
        return ()
    by_law = replace(claim, country=claim.jurisdiction, address=BomText(""))
    return _address(by_law, setting).evidence


def _said(why: str, answer: Answer) -> str:
    return why if answer is Answer.YES else f"{why}, {_NOT_SAID}"


def _address(claim: PartyClaim, setting: Setting) -> _Address:
    """What the address says, in whatever field it says it.

    An adversary in the country field decides. One that only another field names decides where no
    field names a country elsewhere; beside one that does, it is a contradiction.
    """
    if claim.jurisdiction and not claim.country:
        claim = replace(claim, country=claim.jurisdiction)
    if not (claim.country or claim.address):
        return _NO_ADDRESS
    field, rest = countries_of_field(claim.country), countries_of_rest(claim.address)
    named = tuple(dict.fromkeys((*field.certain, *rest.certain)))
    country = ""
    if len(field.certain) == 1 or len(named) == 1:
        country = named[0]
    prong = "2" if claim.is_person else "3"
    is_by_law = bool(claim.jurisdiction) and folded(claim.jurisdiction) == folded(claim.country)
    has_an_address = f"{claim.name} has an address in"
    if is_by_law:
        has_an_address = f"{claim.name} is organised under the law of"
    where = "the registry of MAC addresses" if claim.role is Role.IDENTIFIED else "the BOM"
    counted = named
    if len(field.certain) == 1 and setting.adversary(field.certain[0]) is Answer.YES:
        counted = field.certain
    accused = [code for code in counted if setting.adversary(code) is not Answer.NO]
    elsewhere = [code for code in counted if setting.adversary(code) is Answer.NO]
    evidence: list[_Evidence] = []
    for code in accused:
        answer = Answer.UNKNOWN if elsewhere else setting.adversary(code)
        why = f"{has_an_address} {country_name(code)} in {where}"
        if elsewhere:
            why += f", and in {country_name(elsewhere[0])}: which of them is right?"
        else:
            why = _said(why, answer)
        evidence.append(_Evidence(answer, code, prong, why))
    for code in (*field.doubtful, *rest.doubtful, *(() if named else (*field.short, *rest.short))):
        if setting.adversary(code) is not Answer.NO:
            why = f"the address of {claim.name} in {where} may be in {country_name(code)}"
            evidence.append(_Evidence(Answer.UNKNOWN, code, prong, f"{why} ({_shown(claim)!r})"))
    return _Address(country, tuple(evidence))


def _shown(claim: PartyClaim) -> str:
    text = ", ".join(part for part in (claim.address, claim.country) if part)
    return text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS]}…"


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
        if scheme == "cage" and (code := cage_country(value)):
            warnings.append(
                f"the CAGE code {value} of {claim.name} has the pattern of {country_name(code)}'s "
                "bureau; that is no proof of where the company is"
            )
        if scheme == "inn":
            warnings.append(
                f"{claim.name} has a Russian tax number (INN {value}); foreign companies have "
                "one as well, so it decides nothing"
            )
    return tuple(valid)
