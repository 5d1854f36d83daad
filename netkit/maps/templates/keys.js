// @ts-check
/* The map by keyboard alone. */

const STEP = 60; // pixels an arrow key moves
const KEYS = {
  ArrowLeft: () => pan(STEP, 0),
  ArrowRight: () => pan(-STEP, 0),
  ArrowUp: () => pan(0, STEP),
  ArrowDown: () => pan(0, -STEP),
  '+': () => zoomMiddle(1.3),
  '=': () => zoomMiddle(1.3),
  '-': () => zoomMiddle(1 / 1.3),
  0: () => showAll(),
  '/': () => byId('search').focus(),
  n: () => selectNext(1),
  p: () => selectNext(-1),
  t: () => openTable(),
  x: () => state.selected >= 0 && toggleChosen(state.selected),
  c: () => toggleCompare(),
  ' ': () => (playing ? stopPlaying() : play()),
  ...Object.fromEntries(LENS_KEYS.map((key, i) => [i + 1, () => openLens(
    state.lens === key ? '' : key)])),
  Enter: () => state.selected >= 0 && byId('person').focus(),
};

function setUpKeys() {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog('table').open) return;
    if (event.key === 'Escape') {
      escape();
      return;
    }
    const onMap = document.activeElement === canvas || document.activeElement === document.body;
    const anywhere = '/' === event.key && !/input|select/i.test(document.activeElement.tagName);
    if (!(onMap || anywhere) || !(event.key in KEYS)) return;
    event.preventDefault();
    KEYS[event.key]();
  });
}

function zoomMiddle(factor) {
  const room = free();
  zoomAt((room.left + room.right) / 2, (room.top + room.bottom) / 2, factor);
}

/** Go through the shown people, the strongest first. */
function selectNext(step) {
  const order = [...byStrength].filter((person) => passes(person));
  if (!order.length) return;
  const here = order.indexOf(state.selected);
  const next = here < 0 ? (step > 0 ? 0 : order.length - 1)
    : (here + step + order.length) % order.length;
  select(order[next]);
}

function escape() {
  openDock(false);
  stopPlaying();
  if (state.selected >= 0 || state.route || !byId('person').hidden) closePerson();
  else {
    clearFilters();
    canvas.focus();
  }
}
