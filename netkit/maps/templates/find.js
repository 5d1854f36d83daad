// @ts-check
/* Search: people, groups, companies, topics; "muller" finds Müller. */

const FOUND_AT_MOST = 12;
const LETTERS = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' };
const UMLAUTS = { ä: 'ae', ö: 'oe', ü: 'ue' };
let pathFrom = -1; // when a path is asked for: where it begins
let choice = -1;
let foundNow = [];

/** Lower case without accents. */
function folded(text) {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
    .replace(/[ßæœøłđðþı]/g, (letter) => LETTERS[letter]);
}

/** What a name is found by: without accents, and with umlauts spelt out. */
function keysOf(text) {
  const key = folded(text);
  const spelt = text.toLowerCase().normalize('NFC').replace(/[äöü]/g, (letter) => UMLAUTS[letter]);
  const other = folded(spelt);
  return other === key ? key : `${key} ${other}`;
}

const nameKeys = people.name.map(keysOf);
const textKeys = raw.texts.map(keysOf);

function placeOf(key, query) {
  const place = key.indexOf(query);
  if (place < 0) return -1;
  return place === 0 || /[\s\-.']/.test(key[place - 1]) ? 0 : 1;
}

/** People who fit: names that begin so first, then names that hold it, then companies and topics. */
function find(text) {
  const query = folded(text.trim());
  if (!query) return [];
  const tiers = [groupsLike(query), [], [], []];
  for (const person of byStrength) {
    const place = placeOf(nameKeys[person], query);
    const tier = place >= 0 ? place + 1 : Number(aboutLike(person, query)) * 3;
    if (tier && tiers[tier].length < FOUND_AT_MOST) tiers[tier].push({ person });
  }
  const [found, ...persons] = tiers;
  const named = [...persons[0], ...found, ...persons[1], ...persons[2]];
  return named.slice(0, FOUND_AT_MOST);
}

function groupsLike(query) {
  if (pathFrom >= 0) return [];
  return groups.filter((group) => placeOf(keysOf(group.name), query) === 0)
    .slice(0, 3).map((group) => ({ group }));
}

function aboutLike(person, query) {
  return ['organization', 'title', 'city'].some(
    (column) => textKeys[people[column][person]].includes(query))
    || raw.lists[people.tags[person]].some((text) => textKeys[text].includes(query));
}

function setUpSearch() {
  const field = control('search');
  field.addEventListener('input', () => showFound(find(field.value)));
  field.addEventListener('keydown', searchKey);
  field.addEventListener('blur', () => window.setTimeout(() => {
    if (document.activeElement !== field) showFound([]); // unless somebody came back to type
  }, 150));
}

function searchKey(event) {
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps && foundNow.length) {
    mark((choice + steps[event.key] + foundNow.length) % foundNow.length);
    event.preventDefault();
  } else if (event.key === 'Enter' && foundNow.length) {
    take(foundNow[Math.max(0, choice)]);
    event.preventDefault();
  } else if (event.key === 'Escape') {
    endPathQuestion();
    control('search').value = '';
    showFound([]);
    canvas.focus();
    event.preventDefault();
  }
  event.stopPropagation();
}

function showFound(found) {
  foundNow = found;
  choice = -1;
  const box = byId('found');
  const field = control('search');
  const none = !found.length && field.value.trim() && document.activeElement === field;
  box.hidden = !found.length && !none;
  field.setAttribute('aria-expanded', String(!box.hidden));
  field.removeAttribute('aria-activedescendant');
  box.replaceChildren(...(none ? [make('li', {}, 'Nobody found')] : found.map(foundEntry)));
  if (found.length) say(`${found.length} found`);
}

function foundEntry(entry, i) {
  const [name, below] = entry.group
    ? [entry.group.name, `group of ${entry.group.count}`]
    : [people.name[entry.person], joined([textOf('organization', entry.person),
      textOf('city', entry.person)])];
  return make('li', {
    id: `found-${i}`, role: 'option', 'aria-selected': 'false', onmousedown: () => take(entry),
  }, name, make('small', {}, below));
}

function mark(i) {
  choice = i;
  [...byId('found').children].forEach((entry, place) => {
    entry.setAttribute('aria-selected', String(place === i));
    if (place === i) entry.scrollIntoView({ block: 'nearest' });
  });
  byId('search').setAttribute('aria-activedescendant', `found-${i}`);
}

/** Go to what was chosen, or, when a path was asked for, find it. */
function take(entry) {
  control('search').value = '';
  showFound([]);
  if (entry.group) {
    openGroup(entry.group);
    return;
  }
  const from = pathFrom;
  endPathQuestion();
  if (from < 0) {
    makeVisible(entry.person);
    select(entry.person);
    canvas.focus();
    return;
  }
  const route = strongestRoute(from, entry.person);
  canvas.focus();
  if (route) {
    showRoute(route);
    return;
  }
  say(noRoute(from, entry.person));
  byId('person').querySelector('.path-note')?.remove();
  byId('person').querySelector('.hops').after(make('p', { class: 'path-note' },
    noRoute(from, entry.person)));
}

function noRoute(from, to) {
  return `No chain of ties leads from ${people.name[from]} to ${people.name[to]}, except through you.`;
}

/** Take back the filters that hide a person who was asked for by name. */
function makeVisible(person) {
  if (shown[person]) return;
  if (state.layout === 'rings' && !ringed[person]) relayout('groups');
  clearFilters();
}

function askForPath(person) {
  pathFrom = person;
  control('search').placeholder = `Path from ${people.name[person]} to…`;
  openDock(false);
  byId('search').focus();
}

function endPathQuestion() {
  pathFrom = -1;
  control('search').placeholder = 'Find a person or company';
}
