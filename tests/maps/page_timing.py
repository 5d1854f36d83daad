"""Scripts that time a page in Chromium, and the seconds that its thread worked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession

# Milliseconds after the navigation began at which two frames with the map had been painted.
PAINTED = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() =>
  done((window.netkitMap ?? window.netkitPyvis) ? performance.now() : Infinity))))"""
# Move the pointer over the map for 60 frames, and tell how long each took. The words about
# wrapped objects are for Firefox, whose remote scripts see a page's objects through them.
_MOVES = """(pressed) => new Promise((done) => {
  const map = document.querySelector('#map canvas') ?? document.getElementById('map');
  const send = (type, x, y) => map.dispatchEvent(new PointerEvent(type, {
    pointerId: 1, buttons: Number(pressed), pointerType: 'mouse',
    button: type === 'pointermove' ? -1 : 0, clientX: x, clientY: y, bubbles: true,
    isPrimary: true }));
  const page = window.wrappedJSObject ?? window;
  (map.wrappedJSObject ?? map).setPointerCapture = page.Function.prototype;
  const times = []; let last = performance.now(); let step = 0;
  if (pressed) send('pointerdown', 700, 450);
  const frame = (now) => {
    times.push(now - last); last = now; step += 1;
    send('pointermove', 700 + 160 * Math.sin(step / 9), 450 + 90 * Math.cos(step / 7));
    if (step < 60) requestAnimationFrame(frame);
    else { if (pressed) send('pointerup', 700, 450); done(times.slice(2)); }
  };
  requestAnimationFrame(frame);
})"""
DRAG = f"() => ({_MOVES})(true)"
POINT = f"() => ({_MOVES})(false)"


def thread_seconds(session: CDPSession) -> float:
    """Return the seconds for which the page's thread worked since its metrics were enabled.

    ``Performance.enable`` with the time domain ``threadTicks``: what other programs take of the
    machine is not in it.
    """
    metrics: list[dict[str, Any]] = session.send("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))
