"""Cycles are looked for seldom while much is made, and as before after it."""

from __future__ import annotations

import gc

import pytest

from onrecord import collecting


@pytest.mark.parametrize("error", [None, ValueError])
def test_python_looks_for_cycles_as_before_afterwards(error):
    before = gc.get_threshold()
    try:
        with collecting.seldom():
            assert gc.get_threshold()[0] > before[0]
            if error is not None:
                raise error
    except ValueError:
        pass
    assert gc.get_threshold() == before
