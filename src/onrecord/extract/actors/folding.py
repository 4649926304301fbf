"""Names written so that their spellings come out equal; reconcile compares by the same."""

from onrecord.knowledge.spelling import fold, name_words, same_given

__all__ = ["fold", "name_words", "same_given"]
