// @ts-check
/* The address holds what is looked at: links, bookmarks, back and forward lead to the same view.

   "#fading&city=Porto&person=Ann Lee": the question, then whatever differs from the first view.
   "at" holds the middle and the zoom where a hand moved the map, "saved" the views that were named. */

const PLAIN_KEYS = ['layout', 'colour', 'size', 'least', ...FILTER_KEYS, 'hops', 'isolated', 'among',
  'whose'];
const GLIDING = new Set(['least', 'day', 'since', 'at']); // moved with a slider: no step back for each
const initial = {}; // of PLAIN_KEYS, on opening
let lastMark = '';
let reading = false;

/** The name of a person in an address; of namesakes with their number, from the second on. */
function nameInAddress(person) {
  const name = people.name[person];
  const nth = people.name.slice(0, person).filter((other) => other === name).length;
  return nth ? `${name}*${nth + 1}` : name;
}

function personInAddress(text) {
  const [, name, nth] = /^(.*?)(?:\*(\d+))?$/s.exec(text);
  const alike = [...people.name.keys()].filter((person) => people.name[person] === name);
  return alike[(Number(nth) || 1) - 1] ?? people.name.indexOf(text);
}

function dayInAddress(step) {
  return step > 0 ? `+${raw.futureDays[step - 1]}` : raw.past[raw.past.length + step] ?? 'today';
}

function stepInAddress(text) {
  const place = raw.past.indexOf(text);
  if (place >= 0) return place - raw.past.length;
  return raw.futureDays.indexOf(Number(text.replace(/^\+/, ''))) + 1;
}

function defaultOf(key) {
  return key === 'colour' && state.lens ? LENS_COLOURS[state.lens] : initial[key];
}

/** What is looked at, as [key, text] pairs that differ from the first view. */
function viewParts() {
  const parts = PLAIN_KEYS.filter((key) => state[key] !== defaultOf(key))
    .map((key) => [key, String(state[key])]);
  if (state.step) parts.push(['day', dayInAddress(state.step)]);
  if (state.base !== null) parts.push(['since', dayInAddress(state.base)]);
  if (!state.ideas) parts.push(['ideas', 'no']);
  if (!state.ghosts) parts.push(['ghosts', 'no']);
  const named = (some) => some.map(nameInAddress).join('|');
  if (state.tie >= 0) parts.push(['tie', named([ties.a[state.tie], ties.b[state.tie]])]);
  else if (state.selected >= 0) parts.push(['person', nameInAddress(state.selected)]);
  else if (state.route && !state.route.people.includes(-1)) {
    parts.push(['path', named([state.route.people[0], state.route.people.at(-1)])]);
  } else if (state.pair) parts.push(['pair', named([state.pair.a, state.pair.b])]);
  else if (state.group >= 0) parts.push(['group', groups[state.group].name]);
  if (state.chosen.length) parts.push(['chosen', named(state.chosen)]);
  if (byHand) parts.push(['at', placeInAddress()]);
  return parts;
}

function placeInAddress() {
  const { x, y, scale } = cameraPlace();
  return `${x.toFixed(1)},${y.toFixed(1)},${scale.toPrecision(3)}`;
}

/** The place that an address names, or null where it means nothing. */
function cameraInAddress(text) {
  const [x, y, scale] = (text ?? '').split(',').map(Number);
  return [x, y, scale].every(Number.isFinite) && scale >= LEAST_ZOOM && scale <= MOST_ZOOM
    ? { x, y, scale } : null;
}

/** What is looked at, without the saved views. */
function viewMark() {
  return [state.lens || 'all', ...viewParts().map(
    ([key, text]) => `${key}=${encodeURIComponent(text)}`)].join('&');
}

function markOf() {
  return savedViews.length ? `${viewMark()}&saved=${encodeURIComponent(savedInAddress())}` : viewMark();
}

/** Put the view into the address; a slider that glides leaves no trail of steps back. */
function remember() {
  if (reading) return;
  const mark = markOf();
  showSavedName();
  if (mark === lastMark) return;
  const keysOf = (text) => text.split('&').filter((part) => !GLIDING.has(part.split('=')[0])).join();
  const how = keysOf(mark) === keysOf(lastMark) ? 'replaceState' : 'pushState';
  lastMark = mark;
  try {
    window.history[how](null, '', `#${mark}`);
  } catch {
    /* in a frame without an address of its own, such as a notebook's */
  }
}

function setUpAddress() {
  for (const key of PLAIN_KEYS) initial[key] = state[key];
  const follow = () => {
    if (window.location.hash.slice(1) !== lastMark) openAddress();
  };
  window.addEventListener('popstate', follow);
  window.addEventListener('hashchange', follow);
}

/** Show what the address says; without anything in it, what the map was made for. */
function openAddress({ glide = true } = {}) {
  const [lens, ...parts] = window.location.hash.slice(1).split('&');
  const asked = new Map(parts.map((part) => {
    const [key, ...text] = part.split('=');
    return [key, safelyDecoded(text.join('='))];
  }));
  reading = true;
  readSavedViews(asked.get('saved'));
  asked.delete('saved');
  readState(LENS_KEYS.includes(lens) ? lens : '', asked);
  if (!asked.size && (!lens || lens === 'all')) openOnRequest(lens, glide);
  else openView(asked, glide);
  const place = cameraInAddress(asked.get('at'));
  if (place) showPlace(place);
  reading = false;
  lastMark = markOf();
  showSavedViews();
}

function safelyDecoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** Take from an address all that is looked at, and the first view where it says nothing. */
function readState(lens, asked) {
  /** @type {Record<string, any>} */
  const plain = { ...initial, colour: lens ? LENS_COLOURS[lens] : initial.colour };
  for (const key of PLAIN_KEYS) if (asked.has(key)) plain[key] = sensible(key, asked.get(key));
  const moved = plain.layout !== state.layout;
  Object.assign(state, { ...NOTHING_OPEN, ...plain, lens,
    step: stepInAddress(asked.get('day') ?? ''),
    base: asked.has('since') ? stepInAddress(asked.get('since')) : null,
    ideas: asked.get('ideas') !== 'no', ghosts: asked.get('ghosts') !== 'no',
    chosen: peopleInAddress(asked.get('chosen')) });
  if (moved) arrange();
  showFilters();
}

function openView(asked, glide) {
  closeCards();
  derive();
  showLensButtons();
  showAnswer();
  showLegend();
  openCard(asked, glide);
}

/** A value of the address, or the first one where it means nothing. */
function sensible(key, text) {
  if (key in CHOICES || ['silence', 'among', 'whose'].includes(key)) return text;
  const choices = { colour: COLOURINGS, size: SIZES, layout: { groups: 1, rings: people.ringed.length } };
  if (key in choices) return Object.hasOwn(choices[key], text) && choices[key][text] ? text : initial[key];
  return Number.isFinite(Number(text)) ? Number(text) : initial[key];
}

function peopleInAddress(text) {
  return (text ? text.split('|') : []).map(personInAddress).filter((person) => person >= 0);
}

/** Open the card that the address names, or show everybody. */
function openCard(asked, glide) {
  const [a, b] = peopleInAddress(asked.get('tie') ?? asked.get('path') ?? asked.get('pair'));
  const idea = suggestions.find((one) => one.a === a && one.b === b);
  const group = groups.find(({ name }) => name === asked.get('group'));
  const [person] = peopleInAddress(asked.get('person'));
  const { hops } = state;
  if (asked.has('tie') && tieBetween(a, b) >= 0) openTie(tieBetween(a, b));
  else if (asked.has('path') && b !== undefined) showRoute(strongestRoute(a, b));
  else if (asked.has('pair') && idea) openPair(a, b);
  else if (person !== undefined) {
    select(person);
    if (hops) focusOn(hops);
  } else if (group) openGroup(group);
  else {
    change({});
    if (state.chosen.length > 1) showChosen();
    else showLensPeople(glide);
  }
}

function copyLink() {
  const address = window.location.href;
  navigator.clipboard?.writeText(address).catch(() => {});
  byId('link').textContent = 'Link copied';
  window.setTimeout(() => { byId('link').textContent = 'Copy link'; }, 1500);
  say('The link to this view is copied; the address of the page is the same');
}
