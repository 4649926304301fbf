"""The engine room: where the flow of run.py runs. Takes paths and a record, gives a Summary.

It knows how to spread work over processes and what need not be done again, and nothing of what a stage does.
"""

from onrecord.engine.local import analyse, reread

__all__ = ["analyse", "reread"]
