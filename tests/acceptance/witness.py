"""Somebody who watches a board: what was told and in which order, how long each number had the big place, each chime."""

from itertools import pairwise

from playwright.sync_api import Page

# A chime is a burst of sounds; bursts lie at least as far apart as a call has the big place.
CHIMES_APART_MS = 2000

WITNESS = """
window.witness = {told: [], big: [], sounds: []};
{
  const {told, big, sounds} = window.witness;
  const start = AudioScheduledSourceNode.prototype.start;
  AudioScheduledSourceNode.prototype.start = function (...given) {
    sounds.push(performance.now());
    return start.apply(this, given);
  };
  const look = () => {
    const words = document.querySelector('[aria-live=assertive]')?.textContent ?? '';
    if (words && words !== told.at(-1)) told.push(words);
    const number = document.querySelector('.now .ticket-number')?.textContent ?? '';
    if (number !== (big.at(-1)?.number ?? '')) big.push({number, at: performance.now()});
  };
  new MutationObserver(look).observe(document, {subtree: true, childList: true, characterData: true});
}
"""


def told_by(board: Page) -> list[str]:
    """List the words of the calls that the board told, in order; the same words twice in a row count once."""
    told: list[str] = board.evaluate("witness.told")
    return told


def big_on(board: Page) -> list[tuple[str, float]]:
    """List which number took the big place, and when, in milliseconds."""
    return [(one["number"], one["at"]) for one in board.evaluate("witness.big")]


def chimes_of(board: Page) -> int:
    """Count the chimes that were rung."""
    sounds: list[float] = board.evaluate("witness.sounds")
    gaps = [after - before for before, after in pairwise(sounds)]
    return bool(sounds) + sum(gap > CHIMES_APART_MS for gap in gaps)
