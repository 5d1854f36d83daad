// @ts-check
/* The lenses: four questions with their answers, the first thing on the page. */

for (const lens of raw.lenses) {
  lens.lines = lens.lines.map(([some, kind, reason]) => [some, kind, reasons(reason).join('')]);
  for (const [kind, column] of Object.entries(lens.plain)) {
    for (const person of numbers(column)) lens.lines.push([[person], kind, '']);
  }
}
const LENS_KEYS = raw.lenses.map((lens) => lens.key);
const LENS_COLOURS = { meet: 'meet', fading: 'trend', balance: 'favours', connect: 'connect' };
const LINES_FIRST = 40;
const WORTH_NEARING = 1.5; // times nearer than with everybody in view

const FIRST_PAIRS = 5; // introductions that the map spells out
const FIRST_OF_KIND = 3; // people of each kind whom the map names with what is to say of them
const lensPeople = Object.fromEntries(raw.lenses.map((lens) => [lens.key,
  new Set(lens.lines.flatMap(([some]) => some))]));
const connectorKind = new Map();
for (const [[person], kind] of raw.lenses[3].lines) {
  const other = connectorKind.get(person);
  connectorKind.set(person, other && other !== kind ? 'both' : kind);
}

/* Of the open question: the lines that pass the filters, their people, and the first of them. */
const NOTHING_ASKED = { lines: [], people: new Set(), first: [], named: new Set() };
let asked = NOTHING_ASKED;

function askedNow() {
  const lens = lensOf(state.lens);
  if (!lens) return NOTHING_ASKED;
  const lines = lens.lines.filter(([some]) => isAbout(some) && some.every(passesFilters));
  const first = firstLines(lens, lines);
  const peopleOf = (some) => new Set(some.flatMap(([ends]) => ends));
  const everybody = peopleOf(lines);
  return { lines, people: everybody, first, named: everybody.size <= FEW ? everybody : peopleOf(first) };
}

/** Whether an introduction is of the group and the person that were chosen. */
function isAbout(some) {
  if (state.lens !== 'meet') return true;
  return (!state.among || some.some((person) => groupNameOf(person) === state.among))
    && (!state.whose || some.some((person) => nameInAddress(person) === state.whose));
}

function groupNameOf(person) {
  return groups[people.group[person]]?.name ?? '';
}

function firstLines(lens, lines) {
  if (lens.key === 'meet') return lines.slice(0, FIRST_PAIRS);
  const counts = new Map();
  return lines.filter(([, kind]) => {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return kind !== 'held back' && counts.get(kind) <= FIRST_OF_KIND;
  });
}

/** A few words of what a line says of its person, to stand below the name on the map. */
function noteOf([[person], kind, text]) {
  if (kind === 'fading') return `silent for ${ago(people.silent[person]).replace(/ ago$/, '')}`;
  return { weakening: 'slowing down', growing: 'growing', 'they give more': 'gives you more',
    'you give more': 'gets more from you', mixed: 'leans both ways',
    'only link': `only link to ${groupNameOf(person)}` }[kind] ?? text;
}

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
  change({ ...NOTHING_OPEN, lens: key, colour, base: null, isolated: -1, chosen: [], hops: 0,
    among: '', whose: '' });
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

/** Bring everybody whom the question is about into view: everybody at all where they are many, or
 * where leaving the others out would bring those hardly nearer. */
function showLensPeople(glide) {
  const some = [...asked.people].filter((person) => shown[person]);
  const far = heavy || some.length > 60;
  const near = some.length && !far && state.layout === 'groups' ? cameraForAll(some) : null;
  if (near && near.scale > WORTH_NEARING * cameraFor(extent()).scale) moveCamera(near, glide);
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
  const part = asked.lines.length === lens.lines.length ? []
    : [make('p', { class: 'quiet', role: 'status' }, `${asked.lines.length} of ${lens.lines.length} pass the filters`)];
  box.replaceChildren(make('p', { class: 'headline' }, lens.headline),
    make('p', { class: 'answer-text' }, lens.answer), ...actToCopy(lens), ...meetChoices(lens), ...part, lines);
  say(`${lens.question} ${lens.headline}: ${lens.answer}`);
}

/** The command for the first of the answers, to copy. */
function actToCopy(lens) {
  const [first] = asked.first;
  if (!first || raw.anonymous) return [];
  const names = first[0].map((person) => shellQuoted(nameToType(person)));
  const copied = make('p', { class: 'quiet', role: 'status' });
  const [whom, command] = lens.key === 'meet'
    ? ['1', `netkit intro --draft -- ${names.join(' ')}`]
    : [people.name[first[0][0]], `netkit brief -- ${names[0]}`];
  const text = `Start with ${whom}: copy “${command}”`;
  return [make('div', { class: 'first-act' }, copyButton(text, command, copied), copied)];
}

/** Choices that leave the introductions of one group, or of one person. */
function meetChoices(lens) {
  if (lens.key !== 'meet' || !lens.lines.length) return [];
  const choice = (key, label, textsOf) => {
    const counts = new Map();
    for (const [some] of lens.lines) {
      for (const text of new Set(some.map(textsOf))) if (text) counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    const sorted = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
    const select = make('select', { id: key, onchange: (event) => {
      refilter({ [key]: event.target.value });
      byId(key).focus();
    } }, make('option', { value: '' }, 'all'), ...sorted.map(([text, number]) => (
      make('option', { value: text }, `${text} (${number})`))));
    select.value = state[key];
    return make('label', {}, label, select);
  };
  return [make('div', { class: 'pair' }, choice('among', 'Of group ', groupNameOf),
    choice('whose', 'Of person ', nameInAddress))];
}

function addLines(lines, lens, from) {
  const to = Math.min(asked.lines.length, from + LINES_FIRST);
  let kind = from ? asked.lines[from - 1][1] : '';
  for (const line of asked.lines.slice(from, to)) {
    if (lens.key !== 'meet' && line[1] !== kind) {
      [, kind] = line;
      lines.append(make('li', {}, make('h3', {}, `${kind[0].toUpperCase()}${kind.slice(1)}`)));
    }
    lines.append(make('li', {}, lensLine(lens, line)));
  }
  if (to === asked.lines.length) return;
  const more = make('li', {}, make('button', { type: 'button', onclick: () => {
    more.remove();
    addLines(lines, lens, to);
  } }, `${asked.lines.length - to} more`));
  lines.append(more);
}

function lensLine(lens, [some, kind, text]) {
  if (lens.key !== 'meet') return personLink(some[0], text || silenceOf(some[0]));
  const [a, b] = some;
  const link = make('button', { class: 'link', type: 'button', onclick: () => openPair(a, b) },
    ...numberOf([some, kind, text]), `${people.name[a]} and ${people.name[b]}`);
  link.append(make('small', {}, joined([text, kind])));
  return link;
}

/** The number under which the map draws a line, for the first introductions. */
function numberOf(line) {
  const place = asked.first.findIndex(([some]) => some[0] === line[0][0] && some[1] === line[0][1]);
  return place < 0 ? [] : [make('b', { class: 'nth' }, String(place + 1)), ' '];
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
  } }, ...commandParts(label));
}

const OF_GROUP = { meet: 'to introduce', fading: 'fading', balance: 'out of balance', connect: 'connect' };

/** How many of each group the open lens is about, of "What is fading?" those who fade: for the names
 * of groups far out. */
function lensCounts() {
  const counts = new Uint32Array(groups.length);
  const about = state.lens === 'fading'
    ? new Set(asked.lines.filter(([, kind]) => kind === 'fading').flatMap(([some]) => some))
    : asked.people;
  for (const person of about) {
    if (people.group[person] >= 0) counts[people.group[person]] += 1;
  }
  return counts;
}
