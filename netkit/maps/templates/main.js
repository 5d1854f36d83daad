// @ts-check
/* Start: draw the first picture, then listen. */

const RINGS_BELOW = 150; // people; a network so small opens with its owner in the middle

function start() {
  canvas.setAttribute('aria-label', `Map of ${raw.title}: ${people.count} people, ${
    groups.length} groups`);
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  measure();
  setUpControls();
  setUpLenses();
  setUpTime();
  setUpSearch();
  setUpTable();
  setUpPicture();
  setUpPointer();
  setUpKeys();
  setUpCompare();
  setUpSavedViews();
  derive();
  tell();
  setTheme(dark.matches ? 'dark' : 'light');
  if (raw.owner !== null && raw.focus === null && !raw.path && people.ringed.length
    && people.count < RINGS_BELOW) {
    state.layout = 'rings';
    control('layout').value = 'rings';
    derive();
    tell();
  }
  measure();
  arrange();
  showAll({ glide: false });
  draw();
  dark.addEventListener('change', () => setTheme(dark.matches ? 'dark' : 'light'));
  window.addEventListener('resize', () => {
    if (!window.innerWidth || !window.innerHeight) return; // hidden: keep the view until it is seen
    const fitAnew = cramped;
    if (measure() || fitAnew) {
      arrange();
      showAll({ glide: false });
      if (fitAnew) openAddress({ glide: false });
    } else redraw();
  });
  setUpAddress();
  openAddress({ glide: false });
}

/** What the scene was made for: a person, a path, or the question with most to say. */
function openOnRequest(asked, glide) {
  if (raw.path) showRoute(raw.path);
  else if (raw.focus !== null) {
    select(raw.focus);
    moveCamera(cameraForAll([...lit].filter((person) => shown[person])), false);
  } else openLens(asked === 'all' ? '' : raw.lens ?? '', { glide });
}

start();

/* For the browser's console, and for tests: what is shown, in words and numbers. */
/** @type {any} */ (window).netkitMap = Object.freeze({
  people: () => people.name.slice(),
  shown: () => [...byStrength].filter((person) => shown[person]).sort((a, b) => a - b),
  place: (person) => ({ x: toScreenX(at.x[person]), y: toScreenY(at.y[person]) }),
  radius: (person) => radiusNow[person] * view.scale,
  strengths: () => Array.from(strengthNow),
  tiesOf: (person) => [...knows.of(person)].map((tie) => otherEnd(tie, person)),
  route: (from, to) => strongestRoute(from, to),
  lit: () => (lit ? [...lit] : []),
  free,
  numbered: () => dotted.filter(({ nth }) => nth).sort((one, other) => one.nth - other.nth)
    .map(({ idea }) => [idea.a, idea.b]),
  numberAt: (number) => {
    const { x, y } = dotted.find(({ nth }) => nth === number);
    return [x, y];
  },
  palettes: () => PALETTES,
  legends: () => Object.fromEntries(Object.entries(COLOURINGS).map(
    ([key, { labels }]) => [key, labels().map(([hueOf]) => hueOf)])),
  view: () => ({ ...view }),
  state: () => ({ ...state }),
  moving: () => running.size > 0,
  draw,
});
