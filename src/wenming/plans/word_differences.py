"""What changed in a plan's words: vocabularies, parties, paragraphs, clauses."""

from __future__ import annotations

from collections.abc import Iterator

from wenming.plans.changes import Difference, came_and_went, kept, named, renamed
from wenming.plans.document import Clause, Document, Paragraph

__all__ = ["word_differences"]

KINDS = {
    "checked": ("可查", "checked"),
    "supported": ("支持", "supported"),
    "stated": ("表述", "stated"),
}


def word_differences(old: Document, new: Document) -> Iterator[Difference]:
    """The words that came, went and changed."""
    yield from _vocabularies(old, new)
    yield from _parties(old, new)
    yield from _paragraphs(old, new)
    yield from _clauses(old, new)


def _vocabularies(old: Document, new: Document) -> Iterator[Difference]:
    for name in {**new.vocabularies, **old.vocabularies}:
        before = {term.code: term for term in old.vocabularies.get(name, ())}
        after = {term.code: term for term in new.vocabularies.get(name, ())}
        nouns = (f"{name} 的词语", f"term of {name}")
        yield from came_and_went("term", nouns, before, after, named)
        for code, one, other in kept(before, after):
            yield from renamed("term", nouns, code, one, other)
            if one.group != other.group:
                yield Difference(
                    "term",
                    code,
                    f"{nouns[0]}「{other.zh}」换了分组",
                    f'The {nouns[1]} "{named(other)[1]}" changes its group',
                )


def _parties(old: Document, new: Document) -> Iterator[Difference]:
    before = {party.code: party for party in old.parties}
    after = {party.code: party for party in new.parties}
    nouns = ("责任方", "responsible party")
    yield from came_and_went("party", nouns, before, after, named)
    for code, one, other in kept(before, after):
        yield from renamed("party", nouns, code, one, other)
        if (one.units, one.where) != (other.units, other.where):
            zh, en = named(other)
            yield Difference(
                "party", code, f"责任方「{zh}」所指单位变了", f'"{en}" means other units now'
            )


def _paragraphs(old: Document, new: Document) -> Iterator[Difference]:
    before = {paragraph.id: paragraph for paragraph in old.paragraphs}
    after = {paragraph.id: paragraph for paragraph in new.paragraphs}
    nouns = ("段落", "paragraph")
    yield from came_and_went("paragraph", nouns, before, after, lambda one: (one.id, one.id))
    for code, one, other in kept(before, after):
        yield from _paragraph(code, one, other)


def _paragraph(code: str, old: Paragraph, new: Paragraph) -> Iterator[Difference]:
    if old.text != new.text:
        yield Difference(
            "paragraph", code, f"段落 {code} 的原文变了", f"Paragraph {code} is reworded"
        )
    if old.responsible != new.responsible:
        yield Difference(
            "paragraph",
            code,
            f"段落 {code} 的责任单位由「{old.responsible}」改为「{new.responsible}」",
            f"Paragraph {code} names other units: {new.responsible}",
        )
    rest = ("part", "number", "heading", "note")
    if any(getattr(old, name) != getattr(new, name) for name in rest):
        yield Difference(
            "paragraph", code, f"段落 {code} 的标题或附注变了", f"The heading or note of {code}"
        )


def _clauses(old: Document, new: Document) -> Iterator[Difference]:
    before = {clause.id: clause for clause in old.clauses}
    after = {clause.id: clause for clause in new.clauses}
    nouns = ("条款", "clause")
    name = _clause_name
    yield from came_and_went("clause", nouns, before, after, name)
    for _, one, other in kept(before, after):
        yield from _clause(one, other)


def _clause_name(clause: Clause) -> tuple[str, str]:
    zh, en = named(clause.title)
    return f"{clause.id} {zh}", f"{clause.id} {en}"


def _clause(old: Clause, new: Clause) -> Iterator[Difference]:
    zh, en = _clause_name(new)
    if old.words != new.words:
        was, now = "……".join(old.words), "……".join(new.words)
        yield Difference(
            "clause",
            new.id,
            f"条款「{zh}」改写：「{was}」→「{now}」",
            f'The clause "{en}" is reworded: "{was}" → "{now}"',
        )
    if old.kind != new.kind:
        was_kind, now_kind = KINDS[old.kind], KINDS[new.kind]
        yield Difference(
            "clause",
            new.id,
            f"条款「{zh}」由{was_kind[0]}改为{now_kind[0]}",
            f'The clause "{en}" was {was_kind[1]} and is now {now_kind[1]}',
        )
    if old.responsible != new.responsible:
        yield Difference(
            "clause", new.id, f"条款「{zh}」换了责任方", f'Others answer for the clause "{en}"'
        )
    rest = ("paragraph", "title", "gloss", "shows")
    if any(getattr(old, name) != getattr(new, name) for name in rest):
        yield Difference(
            "clause", new.id, f"条款「{zh}」的说明变了", f'The clause "{en}" is told differently'
        )
