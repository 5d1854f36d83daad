// @ts-check
/* Several people at once: what they share, whom they all know, and the ways between two of them. */

const PATHS_AT_MOST = 3;
const SHARED = { // what people may have in common, and a person's texts of it
  'Work or worked at': (person) => [textOf('organization', person), ...listOf('elsewhere', person)],
  City: (person) => [textOf('city', person)],
  Topics: (person) => listOf('tags', person),
  Circles: (person) => listOf('circles', person),
  Group: (person) => (people.group[person] < 0 ? [] : [groups[people.group[person]].name]),
};

/** Put a person among the chosen, or take them out. */
function toggleChosen(person) {
  const chosen = state.chosen.includes(person)
    ? state.chosen.filter((other) => other !== person) : [...state.chosen, person];
  if (chosen.length > 1) {
    change({ ...NOTHING_OPEN, chosen });
    showChosen();
    return;
  }
  change({ chosen });
  if (state.selected >= 0) showPerson();
  else closeCards();
  say(chosen.length ? `${people.name[chosen[0]]} chosen; choose another` : 'Nobody chosen');
}

function chooseButton(person) {
  const among = state.chosen.includes(person);
  const text = among ? 'Chosen' : state.chosen.length ? `Compare with ${people.name[state.chosen[0]]}`
    : 'Choose';
  return make('button', { type: 'button', 'aria-pressed': among,
    title: 'Choose several, by this or with Shift and a click: what do they share? Key x',
    onclick: () => toggleChosen(person) }, text);
}

/** Who knows two of the chosen or more: a map from person to whom of them. */
function sharedAcquaintances() {
  const known = new Map();
  for (const person of state.chosen) {
    for (const tie of knows.of(person)) {
      const other = otherEnd(tie, person);
      if (!state.chosen.includes(other)) known.set(other, [...(known.get(other) ?? []), person]);
    }
  }
  return new Map([...known].filter(([, some]) => some.length > 1));
}

/** What two of the chosen or more have in common: [what, text, who] by how many share it. */
function sharedTraits() {
  const rows = [];
  for (const [what, textsOf] of Object.entries(SHARED)) {
    const holders = new Map();
    for (const person of state.chosen) {
      for (const text of new Set(textsOf(person).filter(Boolean))) {
        holders.set(text, [...(holders.get(text) ?? []), person]);
      }
    }
    for (const [text, some] of holders) if (some.length > 1) rows.push([what, text, some]);
  }
  return rows.sort((one, other) => other[2].length - one[2].length);
}

function showChosen() {
  const card = byId('person');
  card.hidden = false;
  document.body.classList.add('person-open');
  card.replaceChildren(...chosenParts());
  card.scrollTop = 0;
  bringTogether(state.chosen);
  say(`${state.chosen.length} people chosen`);
}

function bringTogether(some) {
  const there = some.filter((person) => shown[person]);
  if (there.length && !there.every(inTheFree)) flyToAll(there);
}

function chosenParts() {
  const { chosen } = state;
  const traits = sharedTraits();
  const acquaintances = [...sharedAcquaintances()].sort((one, other) => (
    other[1].length - one[1].length || strongestFirst(one[0], other[0])));
  const who = (some) => (some.length === chosen.length ? 'all of them' : namesOf(some));
  return [
    head(`${chosen.length} people`, make('p', { class: 'quiet' }, 'what do they share?')),
    list(chosen.map((person) => withButton(personLink(person, textOf('organization', person)),
      '✕', `Leave out ${people.name[person]}`, () => toggleChosen(person)))),
    make('h3', {}, 'In common'),
    traits.length ? list(traits.map(([what, text, some]) => make('p', { class: 'trait' }, text,
      make('small', {}, `${what} · ${who(some)}`)))) : make('p', { class: 'quiet' }, 'Nothing on record'),
    make('h3', {}, 'Known by several of them'),
    acquaintances.length ? list(acquaintances.slice(0, LISTED_FIRST).map(([person, some]) => personLink(
      person, who(some)))) : make('p', { class: 'quiet' }, 'Nobody on record'),
    ...(chosen.length === 2 ? pathsPart(chosen[0], chosen[1]) : []),
  ];
}

function namesOf(some) {
  return some.map((person) => people.name[person]).join(', ');
}

/** A line with a small button beside it. */
function withButton(line, text, label, onclick) {
  return make('div', { class: 'beside' }, line, make('button', {
    class: 'icon', type: 'button', 'aria-label': label, title: label, onclick,
  }, text));
}

/** The strongest chains between two people: each next one does without the thinnest tie before. */
function routesBetween(from, to) {
  const banned = new Set();
  const routes = [];
  while (routes.length < PATHS_AT_MOST) {
    const route = strongestRoute(from, to, banned);
    if (!route) break;
    routes.push(route);
    banned.add(route.thinnest);
  }
  return routes;
}

function pathsPart(from, to) {
  const routes = routesBetween(from, to);
  const lines = routes.map((route) => make('button', { class: 'link', type: 'button',
    onclick: () => showRoute(route) }, route.people.map((person) => people.name[person]).join(' – ')));
  return [make('h3', {}, 'Ways between the two'), lines.length ? list(lines)
    : make('p', { class: 'path-note' }, noRoute(from, to))];
}
