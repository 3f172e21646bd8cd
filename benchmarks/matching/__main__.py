"""`python -m benchmarks.matching [--quick | --country]`: ends with 1 only if results disagree.

Quick: a county. In full: a province too. `--country`: a million requests, two million volunteers,
35 million edges, the engine alone.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import numpy as np

from benchmarks.matching import desk
from benchmarks.matching.instances import SIZES, Instance, made_up, market
from benchmarks.matching.measuring import Disagreement, Row, agree, show, timed
from benchmarks.matching.peers import absent, peers
from wenming.engines.matching.compiling import compiled
from wenming.engines.matching.network import Flow, Market, lay, read


def main() -> int:
    quick, country = "--quick" in sys.argv[1:], "--country" in sys.argv[1:]
    for name in absent():
        print(f"{name} is not installed: its figures are absent.")
    _warm()
    try:
        if country:
            show(_country())
        else:
            show([*_rows(["county"] if quick else ["county", "province"]), *desk.rows()])
    except Disagreement as problem:
        print(f"RESULTS DISAGREE: {problem}")
        return 1
    return 0


def _warm() -> None:
    """Machine code is made before anything is timed."""
    for crews in (False, True):
        compiled()["serve_all"](*lay(market(made_up(50, 60), crews=crews)))


def _rows(sizes: list[str]) -> Iterator[Row]:
    for size in sizes:
        requests, many, few = SIZES[size]
        for supply, volunteers in (("slack", many), ("tight", few)):
            instance = made_up(requests, volunteers)
            for crews in (False, True):
                what = f"{'A2 crews' if crews else 'A1 one to one'}, {size} {supply}"
                yield from _compared(what, instance, crews=crews)


def _compared(what: str, instance: Instance, *, crews: bool) -> Iterator[Row]:
    of = market(instance, crews=crews)
    ours, flow = _solved(of)
    _say(what, of, flow)
    bound, _ = timed(lambda: int(of.cost.sum()), 5)
    for peer, theirs, objective in peers(of, crews=crews):
        agree(f"{what}, {peer}", flow.cost, objective)
        yield Row(what, peer, ours, theirs, bound)


def _solved(of: Market) -> tuple[object, Flow]:
    """The kernels' time, of three runs on a new network each."""
    networks = []
    took, _ = timed(
        lambda: compiled()["serve_all"](*networks[-1]), 3, before=lambda: networks.append(lay(of))
    )
    flow = read(of, networks[-1])
    agree("our dual and our primal", flow.bound, flow.cost)
    return took, flow


def _say(what: str, of: Market, flow: Flow) -> None:
    half = np.count_nonzero((flow.missing > 0) & (flow.missing < of.need))
    print(
        f"{what}: {len(of.request):,} edges, {int(flow.missing.sum())} people missing,"
        f" {half} crews in part; primal {flow.cost} = dual {flow.bound}",
        flush=True,
    )


def _country() -> Iterator[Row]:
    requests, volunteers, _ = SIZES["country"]
    of = market(made_up(requests, volunteers), crews=False)
    network = lay(of)
    took, _ = timed(lambda: compiled()["serve_all"](*network))
    flow = read(of, network)
    agree("our dual and our primal", flow.bound, flow.cost)
    _say("A1 one to one, country", of, flow)
    bound, _ = timed(lambda: int(of.cost.sum()), 3)
    yield Row("A1 one to one, country", "nobody", took, None, bound)


if __name__ == "__main__":
    sys.exit(main())
