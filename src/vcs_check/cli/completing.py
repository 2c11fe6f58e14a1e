"""What Tab offers for the values of arguments and options."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem


def a_file(_: click.Context, __: click.Parameter, word: str) -> list[CompletionItem]:
    """Files and folders, as the shell itself completes them."""
    return [CompletionItem(word, type="file")]


def a_folder(_: click.Context, __: click.Parameter, word: str) -> list[CompletionItem]:
    """Folders, as the shell itself completes them."""
    return [CompletionItem(word, type="dir")]


def a_report(_: click.Context, __: click.Parameter, word: str) -> list[CompletionItem]:
    """``FORMAT=`` of every report that ``check`` writes; the file after it is the user's."""
    from vcs_check.reports import available

    return [CompletionItem(f"{name}=") for name in available() if f"{name}=".startswith(word)]
