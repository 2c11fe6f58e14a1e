"""``vcs-check verify``: a supplier's certificate, and whether it holds here."""

from __future__ import annotations

from typing import Any, Final

import click

from vcs_check.classification.own_knowledge import read_own_knowledge
from vcs_check.cli.certificates import read_crls, read_trust, trust_options
from vcs_check.cli.check import (
    EXIT_FAIL,
    EXIT_INDETERMINATE,
    EXIT_REPORT,
    keep_inputs,
    output_targets,
    say,
    write_targets,
)
from vcs_check.cli.completing import a_file
from vcs_check.cli.endings import endings
from vcs_check.cli.limit_option import limit_option, limits_of
from vcs_check.cli.options import DAY, options_named, read_registers, today_of
from vcs_check.cli.output_options import (
    output_option,
    summary_options,
    without_settings_of_check,
)
from vcs_check.containers.files import read_bytes
from vcs_check.decisions import read_decisions
from vcs_check.inventory.vocabulary import Evidence, SoftwareScope
from vcs_check.pipeline import Request
from vcs_check.program import Program
from vcs_check.regulations.edition import default_edition, edition_by_id
from vcs_check.reports import verification
from vcs_check.verified import Conclusion

_EXIT: Final = {
    Conclusion.VERIFIED: 0,
    Conclusion.CONFLICT: EXIT_FAIL,
    Conclusion.INDETERMINATE: EXIT_INDETERMINATE,
}


@click.command(
    "verify",
    epilog=endings(
        0, 1, 2, 3, 4, 5, 70,
        zero="verified: signed by somebody trusted, in force, and it holds here",
        one="conflict: something is prohibited here, or contradicts what is known",
        three="undecided: something is open here, or nobody is said to be trusted",
        four="refused: not whole, not signed by anybody trusted, not in force, or not for what "
        "was asked",
    ),
)  # fmt: skip
@click.argument("package", metavar="PACKAGE.zip", shell_complete=a_file)
@trust_options
@click.option("--part", default="", metavar="TEXT", help="The part asked for, by name or number.")
@options_named("--model-year")
@click.option(
    "--date",
    "valid_on",
    type=DAY,
    help="The day on which the signer's certificates have to be valid (default: the day signed).",
)
@options_named(
    "--today",
    "--edition",
    "--register",
    "--decisions",
    "--knowledge",
    "--evidence",
    "--software-scope",
    "--no-reference",
    "--max-list-age",
    "--possibly-dominant-percent",
)
@limit_option
@output_option("text or json")
@summary_options("Show every component that differs.")
@click.pass_context
def command(ctx: click.Context, /, package: str, **options: Any) -> None:
    """Verify a supplier's certificate: whole, signed, in force, and does it hold here?

    Every byte of the package is accounted for, the signature is checked against the keys and
    authorities that you trust, and its BOMs are evaluated anew with your own register and edition:
    agreement or conflict, item by item. Nothing is fetched.

    \b
    Examples:
      vcs-check verify tcu.zip --trust muster.pem --part "Telematics control unit" --model-year 2027
      vcs-check verify tcu.zip --trust authorities/ --crl issuing.crl --register suppliers.toml
      vcs-check verify tcu.zip --trust "Muster Telematik GmbH=muster.pem" -o json
    """  # noqa: D301 - click reads \\b as "leave these lines as they are"
    without_settings_of_check(ctx, options)
    targets = output_targets(options, verification.available())
    keep_inputs((package,), targets)
    from vcs_check.certification.verifying import verify  # loads the library of signatures

    made = verify(
        read_bytes(package),
        package,
        read_trust(options["trust"]),
        read_crls(options["crls"]),
        _request(ctx, options),
        part=options["part"],
        model_year=options["model_year"],
        valid_on=options["valid_on"],
    )
    failed = write_targets(made, targets, options)
    for message in failed:
        say(message)
    ctx.exit(EXIT_REPORT if failed else _EXIT[made.conclusion])


def _request(ctx: click.Context, options: dict[str, Any]) -> Request:
    """Edition, registers, decisions and evidence of one's own; the rest is the certificate's."""
    decisions = options["decisions"]
    read, data_files = read_registers(options["registers"])
    return Request(
        program=Program(),
        inputs=(),
        edition=edition_by_id(options["edition"]) if options["edition"] else default_edition(),
        other_edition=None,
        today=today_of(options["today"]),
        registers=read,
        data_files=data_files,
        knowledge=tuple(
            read_own_knowledge(read_bytes(path), path) for path in options["knowledge"]
        ),
        max_list_age_days=options["max_list_age"],
        decisions=read_decisions(read_bytes(decisions), decisions) if decisions else (),
        evidence=Evidence(options["evidence"]),
        software_scope=SoftwareScope(options["software_scope"]),
        use_reference=not options["no_reference"],
        possibly_dominant_percent=options["possibly_dominant_percent"],
        limits=limits_of(ctx, options["limits"]),
    )
