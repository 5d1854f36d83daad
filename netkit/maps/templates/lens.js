// @ts-check
/* The lenses: four questions with their answers, the first thing on the page. */

for (const lens of raw.lenses) {
  for (const [kind, column] of Object.entries(lens.plain)) {
    for (const person of numbers(column)) lens.lines.push([[person], kind, '']);
  }
}
const LENS_KEYS = raw.lenses.map((lens) => lens.key);
const LENS_COLOURS = { meet: 'meet', fading: 'trend', balance: 'favours', connect: 'connect' };
const LINES_FIRST = 40;

const lensPeople = Object.fromEntries(raw.lenses.map((lens) => [lens.key,
  new Set(lens.lines.flatMap(([some]) => some))]));
const connectorKind = new Map(raw.lenses[3].lines.map(([[person], kind]) => [person, kind]));

function lensOf(key) {
  return raw.lenses.find((lens) => lens.key === key) ?? null;
}

function setUpLenses() {
  byId('lenses').replaceChildren(...raw.lenses.map((lens, i) => make('button', {
    type: 'button', id: `lens-${lens.key}`, 'aria-pressed': 'false', title: `Key ${i + 1}`,
    onclick: () => openLens(state.lens === lens.key ? '' : lens.key),
  }, make('span', {}, lens.question), make('b', {}, lens.count.toLocaleString('en')))));
}

/** Ask the map a question, or with '' show everybody alike. */
function openLens(key, { glide = true } = {}) {
  const colour = key ? LENS_COLOURS[key] : 'group';
  closeCards();
  change({ ...NOTHING_OPEN, lens: key, colour, base: null, isolated: -1, chosen: [], hops: 0 });
  showFilters();
  showLensButtons();
  showAnswer();
  showLegend();
  showLensPeople(glide);
}

/** Leave the question that is open, and nothing else. */
function openNoLens() {
  change({ lens: '' });
  showLensButtons();
  showAnswer();
}

function showLensButtons() {
  for (const each of LENS_KEYS) {
    byId(`lens-${each}`).setAttribute('aria-pressed', String(each === state.lens));
  }
}

/** Bring everybody whom the question is about into view: everybody at all where they are many. */
function showLensPeople(glide) {
  const key = state.lens;
  const some = key ? [...lensPeople[key]].filter((person) => shown[person]) : [];
  const far = heavy || some.length > 60;
  if (some.length && !far && state.layout === 'groups') moveCamera(cameraForAll(some), glide);
  else showAll({ glide });
}

function closeCards() {
  byId('person').hidden = true;
  document.body.classList.remove('person-open');
}

function showAnswer() {
  const lens = lensOf(state.lens);
  const box = byId('answer');
  if (state.base !== null) {
    showComparison();
    return;
  }
  box.hidden = !lens;
  if (!lens) return;
  const lines = list([]);
  addLines(lines, lens, 0);
  box.replaceChildren(make('p', { class: 'answer-text' }, lens.answer), lines);
  say(`${lens.question} ${lens.answer}`);
}

function addLines(lines, lens, from) {
  const to = Math.min(lens.lines.length, from + LINES_FIRST);
  let kind = from ? lens.lines[from - 1][1] : '';
  for (const line of lens.lines.slice(from, to)) {
    if (lens.key !== 'meet' && line[1] !== kind) {
      [, kind] = line;
      lines.append(make('li', {}, make('h3', {}, `${kind[0].toUpperCase()}${kind.slice(1)}`)));
    }
    lines.append(make('li', {}, lensLine(lens, line)));
  }
  if (to === lens.lines.length) return;
  const more = make('li', {}, make('button', { type: 'button', onclick: () => {
    more.remove();
    addLines(lines, lens, to);
  } }, `${lens.lines.length - to} more`));
  lines.append(more);
}

function lensLine(lens, [some, kind, text]) {
  if (lens.key !== 'meet') return personLink(some[0], text || silenceOf(some[0]));
  const [a, b] = some;
  const link = make('button', { class: 'link', type: 'button', onclick: () => openPair(a, b) },
    `${people.name[a]} and ${people.name[b]}`);
  link.append(make('small', {}, joined([text, kind])));
  return link;
}

function silenceOf(person) {
  return joined([`last contact ${ago(people.silent[person])}`,
    `strength ${Math.round(people.strength[person])}`]);
}

/** A card for two who should meet: why, and the commands that go with each answer. */
function openPair(a, b) {
  const idea = suggestions.find((one) => one.a === a && one.b === b);
  change({ ...NOTHING_OPEN, pair: idea });
  const card = byId('person');
  const quoted = [a, b].map((person) => shellQuoted(nameToType(person))).join(' ');
  const copied = make('p', { class: 'quiet', role: 'status' }, 'Each copies the command to run.');
  card.hidden = false;
  document.body.classList.add('person-open');
  card.replaceChildren(
    head('Introduce', make('p', { class: 'quiet' }, idea.band)),
    list([personLink(a, textOf('organization', a)), personLink(b, textOf('organization', b))]),
    make('section', { class: 'why' }, make('h3', {}, 'Why'), list(idea.because)),
    ...(raw.anonymous ? [] : [make('div', { class: 'hops' },
      copyButton('Write to both', `netkit intro --draft -- ${quoted}`, copied),
      copyButton('Done', `netkit intro --step made -- ${quoted}`, copied),
      copyButton('Later', `netkit today --snooze ${shellQuoted(nameToType(a))}`, copied),
      copyButton('Never', `netkit intro --step declined -- ${quoted}`, copied)), copied]));
  flyToAll([a, b]);
}

/** Quote a name for a POSIX shell: nothing in it can end the quotes. */
function shellQuoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A button that copies a command; `copied` says so, or shows it where it cannot be copied. */
function copyButton(label, command, copied) {
  return make('button', { type: 'button', title: command, onclick: () => {
    copied.textContent = `Copied: ${command}`;
    navigator.clipboard?.writeText(command).catch(() => {
      copied.textContent = command;
    });
  } }, label);
}

/** How many of each group the open lens is about: for the names of groups far out. */
function lensCounts() {
  const counts = new Uint32Array(groups.length);
  if (state.lens) {
    for (const person of lensPeople[state.lens]) {
      if (people.group[person] >= 0) counts[people.group[person]] += 1;
    }
  }
  return counts;
}
