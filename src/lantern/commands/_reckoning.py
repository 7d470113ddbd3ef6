"""Everything that is owed reckoned anew by several programs at once, each a share of the children."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, wait
from datetime import datetime
from typing import Any

from lantern.actions import rebuilding
from lantern.actions.rebuilding import Progress, Rebuilt
from lantern.gateways import programs
from lantern.queries.reckoned import Share
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.refusals import Refused

_EVERY = 0.5  # seconds between two looks at how far they are


class Stopped(Refused):
    """Another program failed, or somebody stopped this: what was mended until then stays mended."""


def rebuild(*, at_once: int, mends: bool, under: str, progress: Progress, now: datetime) -> Rebuilt:
    """Reckon everything as `rebuilding.rebuild` does, in so many programs.

    Where one fails, or on Ctrl-C or SIGTERM, each ends with the children that it has in hand; no word is left that
    all was reckoned. `under` is the mark of the rules by which it is reckoned.
    """
    if at_once == 1:
        found = rebuilding.rebuild_share(share=Share(), mends=mends, progress=progress, by=SYSTEM, now=now)
    else:
        found = _in_shares(at_once, mends=mends, progress=progress, now=now)
    rebuilding.leave_word(differ=found.differ > 0, mended=mends, under=under, by=SYSTEM, now=now)
    return found


def _in_shares(at_once: int, *, mends: bool, progress: Progress, now: datetime) -> Rebuilt:
    # how many children of each share are done, and at the end whether to stop
    done = multiprocessing.get_context("spawn").RawArray("q", at_once + 1)
    found = Rebuilt()
    with programs.at_once(at_once, shared=done) as pool, programs.stopping_politely():
        with programs.not_reaching_them():
            shares = [
                pool.submit(_share, Share(which=which, of=at_once), mends=mends, now=now)
                for which in range(at_once)
            ]
        try:
            _wait(shares, done, progress=progress)
        except BaseException:
            done[-1] = True
            raise
    for share in shares:
        found.add(share.result())
    return found


def _wait(shares: Sequence[Future[Rebuilt]], done: Any, *, progress: Progress) -> None:
    waiting: set[Future[Rebuilt]] = set(shares)
    while waiting:
        ended, waiting = wait(waiting, timeout=_EVERY, return_when=FIRST_EXCEPTION)
        for share in ended:
            share.result()
        progress(sum(done[:-1]))


def _share(share: Share, *, mends: bool, now: datetime) -> Rebuilt:
    done = programs.shared()

    def progress(children: int) -> None:
        done[share.which] = children
        if done[-1]:
            raise Stopped("The others were stopped.")

    return rebuilding.rebuild_share(share=share, mends=mends, progress=progress, by=SYSTEM, now=now)
