"""What may be wrong with a tree or with a file that came in. The words are the caller's."""

from enum import StrEnum

__all__ = ["Fault", "Reason"]


class Reason(StrEnum):
    """Why there is no paper, or nothing to read."""

    UNPRINTABLE = "unprintable"  # detail: the characters that no fount has
    BAD_PICTURE = "bad-picture"  # detail: the picture's alternative text
    EMPTY = "empty"
    TOO_LARGE = "too-large"  # detail: the limit, in bytes or rows
    LOCKED = "locked"  # protected by a password
    NOT_A_WORKBOOK = "not-a-workbook"


class Fault(ValueError):
    """No paper, or nothing to read; `reason` says why, `detail` what it is about."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
        self.detail = detail
