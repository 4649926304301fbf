import pathlib
import re

import pytest
from typer.testing import CliRunner

from onrecord.show.cli.describe import commands, reference
from onrecord.show.cli.program import program

ROOT = pathlib.Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = commands()


def test_the_reference_is_what_the_program_says():
    """`python -m onrecord.show.cli.describe > docs/commands.md` makes it again."""
    assert (ROOT / "docs" / "commands.md").read_text("utf-8") == reference()


def test_the_readme_leads_to_the_reference():
    assert "docs/commands.md" in README


def test_every_command_of_the_readme_exists_with_its_options():
    shell = "\n".join(re.findall(r"^```(?:sh|console)\n(.*?)^```", README, re.M | re.S))
    called = re.findall(r"^(?:\$ )?onrecord ([^#\n]*)", shell, re.M)
    assert called
    known = {command.name: command for command in COMMANDS}
    for line in called:
        words = line.split()
        name = next(n for n in (" ".join(words[:2]), words[0]) if n in known)
        written = " ".join(option.written for option in known[name].options)
        assert [word for word in words if re.match(r"--?[a-z]", word) and word not in written] == []


@pytest.mark.parametrize("command", COMMANDS, ids=[command.name for command in COMMANDS])
def test_every_command_has_help_with_an_example_and_describes_every_option(command):
    assert "Example" in command.about
    assert f"onrecord {command.name}" in command.about
    assert all(option.about for option in command.options)
    shown = CliRunner().invoke(program(), [*command.name.split(), "--help"])
    assert shown.exit_code == 0
    assert "\u256d" not in shown.stdout
    for option in command.options:
        assert option.written.split(maxsplit=1)[0].strip(",").strip("[].") in shown.stdout


def test_no_arguments_show_the_help():
    shown = CliRunner().invoke(program(), [])
    assert "Commands:" in shown.output
    assert shown.exit_code == 2
