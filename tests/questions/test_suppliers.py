"""Every party found: its origin, what depends on it, what is missing."""

from __future__ import annotations

from itertools import permutations

from tests.questions.groups import group, missing, party

from vcs_check.inventory.vocabulary import Origin, Role, Verdict
from vcs_check.questions.suppliers import supplier_views

A = party("A GmbH", gaps=("ownership",))


def test_component_counts_once_for_a_party_in_several_roles() -> None:
    (view,) = supplier_views([group(Verdict.PERMITTED, 4, A, party("A GmbH", role=Role.SUPPLIER))])
    assert view.components == 4
    assert view.roles == (Role.MANUFACTURER, Role.SUPPLIER)


def test_party_decides_where_a_word_on_it_is_missing() -> None:
    views = {
        view.name: view
        for view in supplier_views(
            [
                group(Verdict.INDETERMINATE, 3, A, party("B GmbH"), lacks=(missing("A GmbH"),)),
                group(Verdict.PERMITTED, 2, A),
            ]
        )
    }
    assert (views["A GmbH"].components, views["A GmbH"].decides) == (5, 3)
    assert (views["B GmbH"].components, views["B GmbH"].decides) == (3, 0)
    assert missing("A GmbH") in views["A GmbH"].missing


def test_gaps_of_an_unknown_party_are_missing_even_where_nothing_is_undecided() -> None:
    (view,) = supplier_views([group(Verdict.EXEMPT, 1, A)])
    assert [item.fact for item in view.missing] == ["ownership"]
    assert view.missing[0].of == "A GmbH"
    (known,) = supplier_views([group(Verdict.EXEMPT, 1, party("C", Origin.NONE))])
    assert known.missing == ()


def test_party_of_two_findings_has_the_worse_one() -> None:
    for order in permutations([Origin.NONE, Origin.NEXUS, Origin.UNKNOWN]):
        views = supplier_views([group(Verdict.EXEMPT, 1, party("A", origin)) for origin in order])
        assert [view.origin for view in views] == [Origin.NEXUS]


def test_who_decides_most_comes_first_then_the_worst_origin() -> None:
    views = supplier_views(
        [
            group(Verdict.PERMITTED, 9, party("Clean", Origin.NONE)),
            group(Verdict.PROHIBITED, 1, party("Nexus", Origin.NEXUS)),
            group(Verdict.INDETERMINATE, 2, party("Open"), lacks=(missing("Open"),)),
        ]
    )
    assert [view.name for view in views] == ["Open", "Nexus", "Clean"]


def test_party_without_a_name_is_not_listed() -> None:
    assert supplier_views([group(Verdict.INDETERMINATE, 1, party(""))]) == ()


def test_what_was_found_goes_with_the_party() -> None:
    found = party("A", Origin.NEXUS, country="CN", path=("A is held by B",), candidates=("Ä",),
                  warnings=("listed",), from_reference=True)  # fmt: skip
    (view,) = supplier_views([group(Verdict.PROHIBITED, 1, found)])
    assert (view.country, view.path, view.candidates) == ("CN", ("A is held by B",), ("Ä",))
    assert (view.warnings, view.from_reference, view.why) == (("listed",), True, "because")


def test_order_of_components_does_not_change_the_list() -> None:
    groups = [
        group(Verdict.INDETERMINATE, 2, A, lacks=(missing("A GmbH"),)),
        group(Verdict.INDETERMINATE, 2, party("B GmbH"), lacks=(missing("B GmbH"),)),
        group(Verdict.PROHIBITED, 1, party("C Ltd", Origin.NEXUS)),
    ]
    assert (
        len({tuple(v.name for v in supplier_views(order)) for order in permutations(groups)}) == 1
    )
