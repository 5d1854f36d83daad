// @ts-check
/* The dock: what moved, layout, colours, legend, filters, buttons. */

function setUpControls() {
  byId('title').textContent = raw.title;
  setUpFilters();
  byId('layout').addEventListener('change', () => relayout(control('layout').value));
  byId('colour').addEventListener('change', () => {
    change({ colour: control('colour').value, isolated: -1 });
    if (state.lens && state.colour !== LENS_COLOURS[state.lens]) openNoLens();
    showLegend();
  });
  for (const key of ['ideas', 'ghosts']) {
    byId(key).addEventListener('change', () => change({ [key]: control(key).checked }));
  }
  if (raw.owner === null) byId('layout').querySelector('[value=rings]').remove();
  byId('ghosts-row').hidden = !people.ghost.includes(1);
  byId('ideas').closest('label').hidden = !suggestions.length;
  byId('fit').addEventListener('click', () => {
    clearFilters();
    if (state.lens) openLens('');
    else showAll();
  });
  byId('theme').addEventListener('click', () => setTheme(state.theme === 'dark' ? 'light' : 'dark'));
  byId('link').addEventListener('click', copyLink);
  byId('menu').addEventListener('click', () => openDock(!byId('dock').classList.contains('open')));
  setUpMoved();
}

function relayout(layout) {
  control('layout').value = layout;
  change({ layout });
  arrange({ glide: true });
  showAll();
  say(layout === 'rings' ? 'You in the middle, strong ties near' : 'Groups');
}

/** On a phone the dock is a bar that opens. */
function openDock(open) {
  byId('dock').classList.toggle('open', open);
  document.body.classList.toggle('dock-open', open);
  byId('menu').setAttribute('aria-expanded', open);
}

function setTheme(theme) {
  state.theme = theme;
  document.documentElement.dataset.theme = theme;
  byId('theme').textContent = theme === 'dark' ? 'Light' : 'Dark';
  showLegend();
  redraw();
}

/** Count people by text: a map from text to number, largest first. */
function countBy(textsOf) {
  const counts = new Map();
  for (let person = 0; person < people.count; person += 1) {
    for (const text of textsOf(person)) if (text) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}

const CHOICES_AT_MOST = 300; // the search finds the others

function fillChoice(id, counts) {
  const choice = byId(id);
  choice.append(make('option', { value: '' }, 'all'));
  for (const [text, number] of counts.slice(0, CHOICES_AT_MOST)) {
    choice.append(make('option', { value: text }, `${text} (${number})`));
  }
  choice.closest('label').hidden = !counts.length;
}

function legendEntries() {
  return colouring().labels();
}

/** The legend: every entry is a button that leaves only its people. */
function showLegend() {
  const counts = new Map();
  for (let person = 0; person < people.count; person += 1) {
    const key = classOf(person);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const entries = legendEntries().filter(([key]) => counts.get(key));
  byId('legend').replaceChildren(...entries.map(([key, label]) => make('li', {}, make('button', {
    type: 'button',
    'aria-pressed': state.isolated === key,
    title: label,
    onclick: () => refilter({ isolated: state.isolated === key ? -1 : key }),
  },
  makeSvg('svg', { viewBox: '0 0 12 12', 'aria-hidden': 'true' },
    makeSvg('circle', { cx: 6, cy: 6, r: 6, fill: palette().hues[key] })),
  make('span', { class: 'name' }, label),
  make('span', { class: 'number' }, counts.get(key).toLocaleString('en'))))));
}

function setUpMoved() {
  const kinds = ['went quiet', 'warmed up', 'replied after a silence'];
  byId('moved').hidden = !raw.moved.length;
  dialog('moved').open = false;
  for (const kind of kinds) {
    const entries = raw.moved.filter((move) => move[1] === kind);
    if (entries.length) {
      byId('moved-list').append(make('h3', {}, `${kind[0].toUpperCase()}${kind.slice(1)}`),
        list(entries.map(([person, , text]) => personLink(person, text))));
    }
  }
}

/** Say in the dock what is shown; called after every change. */
function tell() {
  const count = shownCount();
  const acquainted = people.count - people.ghost.reduce((sum, ghost) => sum + ghost, 0);
  const all = people.count.toLocaleString('en');
  const word = people.count === 1 ? 'person' : 'people';
  if (!people.count) {
    byId('count').textContent = 'Nobody yet: netkit import FILE brings people in';
    showTime();
    return;
  }
  byId('count').textContent = count === people.count ? `${all} ${word}`
    : `${count.toLocaleString('en')} of ${all} ${word}`;
  const lens = lensOf(state.lens);
  if (lens && view.width <= NARROW) byId('count').textContent = `${lens.question} ${lens.headline}`;
  else if (lens) byId('count').textContent += ` · ${lens.question} ${lens.count.toLocaleString('en')}`;
  if (state.layout === 'rings' && people.ringed.length < acquainted) {
    byId('count').textContent += ' · rings show the strongest';
  }
  byId('size-key').textContent = sizeText();
  showTime();
}
