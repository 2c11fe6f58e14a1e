"""The certificate for people: in a real browser, on paper, and with hostile text in it."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser
from tests.browser import Opened
from tests.certification.supplier import SIGNING, STATEMENT, Keys, certified, members_of, nobody
from tests.cli.vehicle import bom, undecided
from tests.reports.browser.test_accessibility import violations
from tests.reports.hostile_strings import HOSTILE

from vcs_check.certification import members as m
from vcs_check.certification.attesting import read_attestation
from vcs_check.certification.page import certificate_page
from vcs_check.certification.predicate import OpenPoint, Predicate
from vcs_check.sealing import sha256_of

LEFT = '\n[[open]]\ncomponent = "odd"\nreason = "Its maker has not answered."\n'


@pytest.fixture(name="members")
def package() -> dict[str, bytes]:
    Keys()
    boms = bom(undecided(), nobody())
    return members_of(certified(*SIGNING, statement=STATEMENT + LEFT, boms=boms))


def page_of(predicate: Predicate, members: dict[str, bytes]) -> str:
    digests = {name: sha256_of(data) for name, data in members.items()}
    return certificate_page(predicate, digests).decode()


def test_page_says_what_is_certified_and_what_is_left_open(members: dict[str, bytes]) -> None:
    text = re.sub(r"<[^>]+>", " ", members[m.CERTIFICATE].decode())
    for words in (
        "Muster Telematik GmbH", "MT-2026-014", "TCU-4711", "2027-11-01 (that day no more)",
        "Its maker has not answered.", "Muster Holding AG", "Head of Compliance", "100 %",
        "subject to the jurisdiction", sha256_of(members["boms/001-tcu.json"]),
    ):  # fmt: skip
        assert words in text


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 380)])
def test_page_is_readable_for_everybody_and_asks_nobody(
    members: dict[str, bytes], browser: Browser, tmp_path: Path, scheme: str, width: int
) -> None:
    file = tmp_path / "certificate.html"
    file.write_bytes(members[m.CERTIFICATE])
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    try:
        opened = Opened(context.new_page())
        opened.show(file)
        assert violations(opened.page) == []
        assert (opened.complaints, opened.asked) == ([], [])
        assert opened.page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
        assert opened.page.pdf().startswith(b"%PDF")
    finally:
        context.close()


def with_text(predicate: Predicate, text: str) -> Predicate:
    who = msgspec.structs.replace(
        predicate.signatory, name=text, function=text, company=text, place=text
    )
    point = OpenPoint(what=text, reason=text, components=())
    return msgspec.structs.replace(predicate, signatory=who, reference=text, open=(point,))


def test_hostile_text_stays_text(members: dict[str, bytes]) -> None:
    predicate = read_attestation(members[m.ATTESTATION], "p.zip", "")
    tags = re.findall(r"<(\w+)", page_of(with_text(predicate, "x"), members))
    for text in filter(None, HOSTILE):
        page = page_of(with_text(predicate, text), members)
        assert re.findall(r"<(\w+)", page) == tags, text
        assert all(char.isprintable() or char in "\n" for char in page), text
