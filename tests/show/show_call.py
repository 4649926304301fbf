"""How the tests of the command line call it."""

import json

from typer.testing import CliRunner

from onrecord.show.cli.program import program


def call(*words):
    return CliRunner().invoke(program(), [str(word) for word in words])


def lines(result):
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def rows(result):
    return [json.loads(line) for line in lines(result)]
