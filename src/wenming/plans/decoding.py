"""From the bytes of one file to its text: too large, not text, or in another encoding is refused."""

from __future__ import annotations

from wenming.plans.faults import Fault, Place

__all__ = ["LARGEST", "Stop", "decoded"]

LARGEST = 2_000_000  # bytes of one file


class Stop(Exception):
    """Reading ends here; the fault says why."""

    def __init__(self, fault: Fault, *, may_recover: bool = False) -> None:
        super().__init__(fault.code)
        self.fault = fault
        self.may_recover = may_recover


def decoded(name: str, data: bytes) -> str:
    """The text, its lines ended one way; `Stop` if it is none."""
    place = Place(name)
    if len(data) > LARGEST:
        raise Stop(Fault(place, "too_large", more={"most": f"{LARGEST // 1_000_000} MB"}))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Stop(Fault(place, "not_utf8", value="UTF-16"))
    if b"\0" in data:
        raise Stop(Fault(_place_of_byte(name, data, data.index(b"\0")), "not_text"))
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Stop(_wrong_encoding(name, data, error.start)) from error
    if not words.strip():
        raise Stop(Fault(place, "empty_file"))
    return words.replace("\r\n", "\n").replace("\r", "\n")


def _wrong_encoding(name: str, data: bytes, start: int) -> Fault:
    place = _place_of_byte(name, data, start)
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return Fault(place, "not_text")
    return Fault(place, "not_utf8", value="GBK / GB18030")


def _place_of_byte(name: str, data: bytes, at: int) -> Place:
    before = data[:at]
    return Place(name, before.count(b"\n") + 1, at - before.rfind(b"\n"))
