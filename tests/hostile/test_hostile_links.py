"""Graphs over several files that try to stall or to exhaust: chains, circles, crowds."""

from __future__ import annotations

import json
import time

from tests.pipeline.linked import assembled, hiding

from vcs_check.classification import classify_together
from vcs_check.inventory.assembly import Assembly
from vcs_check.inventory.vocabulary import Verdict
from vcs_check.pipeline.assembly import Paths, rolled_up

LONG = 100_000
"""As long as a chain can honestly be asked to be."""
NAMESPACE = "https://example.com/spdx"


def chain(length: int, *, circle: bool = False, name: str = "t") -> str:
    """SPDX tag-value whose packages contain each other through the document's own name."""
    lines = [
        "SPDXVersion: SPDX-2.3",
        "SPDXID: SPDXRef-DOCUMENT",
        f"DocumentNamespace: {NAMESPACE}/{name}",
        f"ExternalDocumentRef: DocumentRef-x {NAMESPACE}/{name} SHA1: {'0' * 40}",
    ]
    lines += [f"PackageName: p{n}\nSPDXID: SPDXRef-{n}\n" for n in range(length)]
    lines += [
        f"Relationship: SPDXRef-{n} CONTAINS DocumentRef-x:SPDXRef-{n + 1}"
        for n in range(length - 1)
    ]
    if circle:
        lines.append(f"Relationship: SPDXRef-{length - 1} CONTAINS DocumentRef-x:SPDXRef-0")
    return "\n".join(lines) + "\n"


def ends(assembly: Assembly) -> None:
    """Every stage that walks the graph ends, and reaches everything once."""
    tags = classify_together(assembly)
    assert sum(map(len, tags)) == assembly.size
    assert len(rolled_up(assembly, [Verdict.PERMITTED] * assembly.size)) == assembly.size
    paths = Paths(assembly, "program")
    for node in range(assembly.size):
        assert 2 <= len(paths.path(node)) < 200
        assert len(paths.more(node)) < 10


def test_long_chains_and_circles_end() -> None:
    started = time.process_time()
    for length, circle in ((LONG, False), (LONG // 10, True)):
        found = assembled(a_spdx=chain(length, circle=circle))
        assert any("digest" in message for message in hiding(found))
        ends(found)
    assert time.process_time() - started < 30


def test_chain_over_two_thousand_files_ends() -> None:
    files = {}
    for number in range(2000):
        bom = {
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "components": [
                {
                    "type": "device",
                    "name": f"c{number}",
                    "externalReferences": [{"type": "bom", "url": f"f{number + 1}.json"}],
                }
            ],
        }
        files[f"f{number}_json"] = json.dumps(bom)
    found = assembled(**files)
    ends(found)
    assert any("levels deep" in message for message in hiding(found))
    assert any("f2000.json" in message for message in hiding(found))


def test_many_links_to_one_crowd_cost_no_more_than_their_sum() -> None:
    crowd = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "components": [{"type": "library", "name": f"l{n}"} for n in range(10_000)],
    }
    linking = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "components": [
            {
                "type": "device",
                "name": f"d{n}",
                "externalReferences": [{"type": "bom", "url": "b.json"}],
            }
            for n in range(10_000)
        ],
    }
    started = time.process_time()
    found = assembled(a_json=json.dumps(linking), b_json=json.dumps(crowd))
    ends(found)
    assert time.process_time() - started < 30
