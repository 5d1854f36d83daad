// @ts-check
/* Two days beside each other: who came, went, warmed and cooled; and the time that plays by itself. */

const PLAY_MS = 800; // a step
const THERE = 1; // strength from which somebody counts as there
const COMPARED_FIRST = 40;
const CHANGES = { // class of the colouring, and the word
  came: [2, 'came'],
  warmed: [5, 'warmed'],
  cooled: [4, 'cooled'],
  went: [1, 'went'],
  same: [NO_GROUP, 'about the same'],
};
let playing = 0;

/** The two steps that are compared, the earlier first. */
function comparedSteps() {
  const base = state.base ?? state.step;
  return [Math.min(base, state.step), Math.max(base, state.step)];
}

function changeOf(person) {
  const [then, now] = comparedSteps().map((step) => strengthAt(person, step));
  if (people.ghost[person]) return 'same';
  if (then < THERE && now >= THERE) return 'came';
  if (then >= THERE && now < THERE) return 'went';
  if (now - then >= raw.notable) return 'warmed';
  return then - now >= raw.notable ? 'cooled' : 'same';
}

function setUpCompare() {
  byId('play').addEventListener('click', () => (playing ? stopPlaying() : play()));
  byId('compare').addEventListener('click', toggleCompare);
  byId('when').addEventListener('pointerdown', stopPlaying);
  byId('compare').hidden = !raw.past.length;
}

/** Go through the days, from where the slider is or from the first. */
function play() {
  if (state.step >= raw.futureDays.length) change({ step: -raw.past.length });
  byId('play').textContent = 'Pause';
  byId('play').setAttribute('aria-pressed', 'true');
  playing = window.setInterval(() => {
    if (state.step >= raw.futureDays.length) stopPlaying();
    else stepTo(state.step + 1);
  }, PLAY_MS);
}

function stopPlaying() {
  window.clearInterval(playing);
  playing = 0;
  byId('play').textContent = 'Play';
  byId('play').setAttribute('aria-pressed', 'false');
}

function stepTo(step) {
  change({ step });
  if (state.base !== null) showComparison();
}

/** Compare the day of the slider with another: the slider then moves the second. */
function toggleCompare() {
  if (state.base !== null) {
    change({ base: null, colour: defaultOf('colour') });
    showFilters();
    showAnswer();
  } else {
    const base = state.step || -Math.min(4, raw.past.length);
    if (state.lens) openNoLens();
    change({ base, step: state.step ? 0 : state.step, colour: 'change', isolated: -1 });
    showFilters();
    showComparison();
  }
  showLegend();
}

/** Say who came, went, warmed and cooled between the two days. */
function showComparison() {
  const lists = Object.fromEntries(Object.keys(CHANGES).map((kind) => [kind, []]));
  for (const person of byStrength) lists[changeOf(person)].push(person);
  const kinds = Object.keys(CHANGES).filter((kind) => kind !== 'same' && lists[kind].length);
  const [then, now] = comparedSteps().map(stepText);
  const text = kinds.length
    ? kinds.map((kind) => `${lists[kind].length.toLocaleString('en')} ${kind}`).join(', ')
    : 'nobody came, went, warmed or cooled';
  const lines = list(kinds.flatMap((kind) => [
    make('h3', {}, `${kind[0].toUpperCase()}${kind.slice(1)}`),
    ...lists[kind].slice(0, COMPARED_FIRST).map((person) => personLink(person, changeText(person))),
    ...(lists[kind].length > COMPARED_FIRST ? [`and ${lists[kind].length - COMPARED_FIRST} more`] : []),
  ]));
  byId('answer').hidden = false;
  byId('answer').replaceChildren(make('p', { class: 'answer-text' }, `${then} → ${now}: ${text}.`), lines);
  showLegend();
  say(`${then} to ${now}: ${text}`);
}

function changeText(person) {
  const [then, now] = comparedSteps().map((step) => Math.round(strengthAt(person, step)));
  return `strength ${then} → ${now}`;
}
