"""From GLEIF's records to parties: places by law and headquarters, parents as claims of control."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from vcs_check.origin.addresses import subdivision_country
from vcs_check.origin.countries import is_country_code
from vcs_check.origin.identifiers import is_valid
from vcs_check.origin.names import spelled
from vcs_check.origin.party import Owner, Party
from vcs_check.text import BomText

_CONTROLS: Final = {
    "IS_DIRECTLY_CONSOLIDATED_BY": "consolidated in its accounts",
    "IS_ULTIMATELY_CONSOLIDATED_BY": "consolidated in its accounts at the top of the group",
    "IS_INTERNATIONAL_BRANCH_OF": "its head office",
}
_RIGHTS: Final = {"IS_FUND-MANAGED_BY": "contract", "IS_SUBFUND_OF": "contract"}
"""A manager, or an umbrella, decides for a fund by contract. A feeder decides nothing."""
KINDS: Final = (*_CONTROLS, *_RIGHTS)
"""The relations of level 2 that are read."""
_UNNAMED: Final = {
    "NATURAL_PERSONS": "natural persons whom it does not name",
    "NON_PUBLIC": "a parent that it does not make public",
    "BINDING_LEGAL_COMMITMENTS": "a parent that it does not make public",
    "LEGAL_OBSTACLES": "a parent that it does not make public",
    "CONSENT_NOT_OBTAINED": "a parent that it does not make public",
    "DETRIMENT_NOT_EXCLUDED": "a parent that it does not make public",
    "DISCLOSURE_DETRIMENTAL": "a parent that it does not make public",
    "NO_LEI": "a parent without an LEI",
}
"""Exceptions that say there is somebody. NO_KNOWN_PERSON and NON_CONSOLIDATING say nothing."""
_CHINESE_CODE: Final = ("CN", "uscc")
_RUSSIAN_CODE: Final = ("RU", "ogrn")


class Relation(Struct, frozen=True, kw_only=True):
    """One relationship of level 2 that is in force."""

    parent: str
    """LEI of the end node."""
    kind: str
    is_lapsed: bool = False
    start: date | None = None
    end: date | None = None


class Entity(Struct, frozen=True, gc=False):
    """One record of level 1, as small as may be: many are kept until it is known whose they are."""

    lei: str
    name: str
    others: tuple[str, ...]
    facts: str
    """The texts of the facts, joined by a line feed."""
    file: str
    place: str

    @classmethod
    def from_texts(
        cls, lei: str, name: str, others: Sequence[str], facts: Sequence[str], file: str, place: str
    ) -> Entity:
        """The record; ``facts`` in the order of the properties below."""
        return cls(lei, name, tuple(others), "\n".join(facts), file, place)

    def fact(self, number: int) -> str:
        """One of the facts, by its position.

        0 jurisdiction, 1 headquarters, 2 legal address, 3 category, 4 entity status,
        5 registration status, 6 day of update, 7 registration number.
        """
        return self.facts.split("\n")[number]

    @property
    def updated(self) -> date | None:
        """The day of the record's last change."""
        try:
            return date.fromisoformat(self.fact(6)[:10])
        except ValueError:
            return None


def parties_of(
    entities: Mapping[str, Entity],
    relations: Mapping[str, Sequence[Relation]],
    exceptions: Mapping[str, Sequence[str]],
) -> tuple[Party, ...]:
    """A party for each entity, with whoever stands above it as owners; in the order of LEIs."""
    shared = Counter(spelled(entity.name) for entity in entities.values())
    names = {
        lei: entity.name if shared[spelled(entity.name)] == 1 else f"{entity.name} (LEI {lei})"
        for lei, entity in entities.items()
    }
    return tuple(
        _party(entities[lei], names, relations.get(lei, ()), exceptions.get(lei, ()))
        for lei in sorted(entities)
    )


def _party(
    entity: Entity,
    names: Mapping[str, str],
    relations: Sequence[Relation],
    exceptions: Sequence[str],
) -> Party:
    name = names[entity.lei]
    jurisdiction, headquarters = _country(entity.fact(0)), _country(entity.fact(1))
    legal_address = _country(entity.fact(2))
    aliases = (*entity.others, *(() if name == entity.name else (entity.name,)))
    status = ", ".join(part for part in (entity.fact(4), entity.fact(5)) if part)
    evidence = f"GLEIF level 1, LEI {entity.lei} ({status}), updated {entity.updated or 'never'}"
    return Party(
        name=BomText(name),
        file=entity.file,
        place=entity.place,
        aliases=tuple(BomText(alias) for alias in dict.fromkeys(aliases)),
        identifiers=tuple(_identifiers(entity, jurisdiction)),
        incorporated_in=jurisdiction,
        headquarters=headquarters,
        address_countries=(legal_address,) if legal_address else (),
        evidence=(
            BomText(evidence),
            *(BomText(f"reporting exception, no proof: {text}") for text in exceptions),
        ),
        owners=(
            *_parents(relations, names, entity),
            *_unnamed(exceptions, entity, has_parent=bool(relations)),
        ),
        imported=True,
        stated_on=entity.updated,
    )


def _country(text: str) -> str:
    """The alpha-2 code of an ISO 3166-1 or 3166-2 code; empty for anything else."""
    code = text.strip().upper()
    return code if is_country_code(code) else subdivision_country(code)


def _identifiers(entity: Entity, jurisdiction: str) -> Iterator[tuple[str, str]]:
    yield "lei", entity.lei
    number = entity.fact(7).upper()
    for country, scheme in (_CHINESE_CODE, _RUSSIAN_CODE):
        if jurisdiction == country and is_valid(scheme, number):
            yield scheme, number


def _parents(
    relations: Sequence[Relation], names: Mapping[str, str], entity: Entity
) -> Iterator[Owner]:
    by_parent: dict[str, list[Relation]] = {}
    for relation in relations:
        if relation.parent != entity.lei and relation.kind in KINDS:
            by_parent.setdefault(relation.parent, []).append(relation)
    for lei, stated in by_parent.items():
        controls = [r for r in stated if r.kind in _CONTROLS and not r.is_lapsed]
        others = [r for r in stated if r not in controls]
        rights = (_RIGHTS.get(r.kind, "lapsed record of consolidation") for r in others)
        yield Owner(
            name=BomText(names.get(lei, f"the entity with the LEI {lei}")),
            identifiers=(("lei", lei),),
            control="; ".join(dict.fromkeys(_CONTROLS[r.kind] for r in controls)),
            rights=tuple(dict.fromkeys(rights)),
            as_of=min((r.start for r in stated if r.start), default=None),
            place=f"{entity.place}, GLEIF level 2: {', '.join(r.kind for r in stated)}",
        )


def _unnamed(exceptions: Sequence[str], entity: Entity, *, has_parent: bool) -> Iterator[Owner]:
    """Somebody who exists by the entity's own account, and is not named."""
    if has_parent:
        return
    words = {word.strip() for text in exceptions for word in text.split(": ", 1)[-1].split(",")}
    for reason in sorted(words & set(_UNNAMED)):
        yield Owner(
            name=BomText(f"{_UNNAMED[reason]} (of {entity.name})"),
            kind="person" if reason == "NATURAL_PERSONS" else "",
            place=f"{entity.place}, GLEIF reporting exception: {reason}",
        )
        return
