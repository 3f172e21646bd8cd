"""`python -m benchmarks.matching [--quick | --country | --crews]`: ends with 1 only if results disagree.

Quick: a county, within a minute. In full: a province too. `--country`: a million requests, two
million volunteers, 35 million edges, the engine alone, in a process that holds nothing else.
`--crews`: whole crews at a town's size only.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import numpy as np

from benchmarks.matching import country, desk, whole
from benchmarks.matching.instances import SIZES, Instance, made_up, market
from benchmarks.matching.measuring import Disagreement, Row, Work, agree, in_turns, show
from benchmarks.matching.peers import absent, peers
from wenming.engines.matching.compiling import compiled
from wenming.engines.matching.network import Flow, Market, lay, read
from wenming.engines.matching.nodes import Network

ROUNDS = 5


def main() -> int:
    for name in absent():
        print(f"{name} is not installed: its figures are absent.")
    try:
        if "--country" in sys.argv[1:]:
            country.main()
        elif "--crews" in sys.argv[1:]:
            whole.show(quick="--quick" in sys.argv[1:])
        else:
            _compare(quick="--quick" in sys.argv[1:])
    except Disagreement as problem:
        print(f"RESULTS DISAGREE: {problem}")
        return 1
    return 0


def _compare(*, quick: bool) -> None:
    # Machine code is made before anything is timed.
    compiled()["serve_all"](lay(market(made_up(50, 60), crews=True)))
    show(_rows(["county"] if quick else ["county", "province"], 3 if quick else ROUNDS))
    with whole.apart() as pool:
        pool.submit(_town, quick=quick).result()


def _town(*, quick: bool) -> None:
    show(desk.rows(quick=quick))
    whole.show(quick=quick)


def _rows(sizes: list[str], rounds: int) -> Iterator[Row]:
    for size in sizes:
        requests, many, few = SIZES[size]
        for supply, volunteers in (("slack", many), ("tight", few)):
            instance = made_up(requests, volunteers)
            for crews in (False, True):
                what = f"{'A2 crews' if crews else 'A1 one to one'}, {size} {supply}"
                yield from _compared(what, instance, rounds, crews=crews)


class _Ours:
    """The kernels, on a new network each time."""

    def __init__(self, of: Market) -> None:
        self.of = of
        self.network: Network | None = None

    def ready(self) -> Callable[[], object]:
        self.network = network = lay(self.of)
        return lambda: compiled()["serve_all"](network)

    def flow(self) -> Flow:
        assert self.network is not None
        return read(self.of, self.network)


def _compared(what: str, instance: Instance, rounds: int, *, crews: bool) -> Iterator[Row]:
    of = market(instance, crews=crews)
    ours, others = _Ours(of), dict(peers(of, crews=crews))
    works: dict[str, Work] = {"ours": ours.ready, "bound": lambda: lambda: int(of.cost.sum())}
    took = in_turns(works | {name: one.ready for name, one in others.items()}, rounds)
    flow = ours.flow()
    agree(f"{what}, our dual and our primal", flow.bound, flow.cost)
    half = np.count_nonzero((flow.missing > 0) & (flow.missing < of.need))
    print(
        f"  {len(of.request):,} edges, {int(flow.missing.sum())} people missing,"
        f" {half} crews in part; primal {flow.cost} = dual {flow.bound}"
    )
    for name, one in others.items():
        agree(f"{what}, {name}", flow.cost, one.objective())
        yield Row(what, name, took["ours"], took[name], took["bound"])


if __name__ == "__main__":
    sys.exit(main())
