// @ts-check
/* Who is shown, and what makes a person large. */

const SILENCES = [[30, 'a month'], [90, '3 months'], [180, '6 months'], [365, 'a year'],
  [730, '2 years']];
const CHOICES = { // a filter, and the texts of a person that it compares with
  company: (person) => [textOf('organization', person)],
  city: (person) => [textOf('city', person)],
  tag: (person) => listOf('tags', person),
  circle: (person) => listOf('circles', person),
  source: (person) => listOf('sources', person),
  direction: (person) => (people.ghost[person] ? [] : [TRENDS[people.trend[person]]]),
};
const FILTER_KEYS = [...Object.keys(CHOICES), 'silence'];
const NO_FILTERS = Object.fromEntries([...FILTER_KEYS.map((key) => [key, '']), ['least', 0],
  ['isolated', -1], ['hops', 0], ['among', ''], ['whose', '']]);
const mostReach = Math.max(1, ...people.reach);
const mostFavours = people.given.reduce(
  (most, given, person) => Math.max(most, given + people.received[person]), 1);
const SIZES = { // each 0 to 100; areas grow with reach and favours
  strength: (person) => strengthNow[person],
  reach: (person) => 100 * Math.sqrt(people.reach[person] / mostReach),
  favours: (person) => 100 * Math.sqrt(
    (people.given[person] + people.received[person]) / mostFavours),
};
const SIZE_WORDS = { strength: 'stronger', reach: 'joins more corners of the network',
  favours: 'more favours, given and received' };

function sizeOf(person) {
  return SIZES[state.size](person);
}

/** Whether a person passes the choices of the filters; a person of several texts by any of them. */
function passesChoices(person) {
  for (const key of Object.keys(CHOICES)) {
    if (state[key] && !CHOICES[key](person).includes(state[key])) return false;
  }
  return !state.silence
    || (!people.ghost[person] && people.silent[person] >= Number(state.silence));
}

function filtering() {
  return state.least > 0 || state.isolated >= 0 || state.hops > 0 || state.among || state.whose
    || FILTER_KEYS.some((key) => state[key]);
}

function setUpFilters() {
  for (const [key, textsOf] of Object.entries(CHOICES)) fillChoice(key, countBy(textsOf));
  const silence = byId('silence');
  silence.append(make('option', { value: '' }, 'any'), ...SILENCES.map(
    ([days, text]) => make('option', { value: days }, `${text} or longer`)));
  for (const key of FILTER_KEYS) {
    byId(key).addEventListener('change', () => refilter({ [key]: control(key).value }));
  }
  byId('least').addEventListener('input', () => refilter({ least: Number(control('least').value) }));
  byId('size').addEventListener('change', () => {
    change({ size: control('size').value });
    say(sizeText());
  });
  if (mostReach === 1) byId('size').querySelector('[value=reach]').remove();
  if (mostFavours === 1) byId('size').querySelector('[value=favours]').remove();
}

function sizeText() {
  return `larger = ${SIZE_WORDS[state.size]}`;
}

/** Show in the controls what the state says. */
function showFilters() {
  for (const key of [...FILTER_KEYS, 'least', 'layout', 'colour', 'size']) control(key).value = state[key];
  for (const key of ['ideas', 'ghosts']) control(key).checked = state[key];
  byId('least-value').textContent = String(state.least);
}

function refilter(changes) {
  change(changes);
  showFilters();
  showAnswer();
  showLegend();
  if (state.lens && (state.among || state.whose)) showLensPeople(true);
  else if (shownCount()) showAll();
}

/** Take back every filter; the question that is open stays. */
function clearFilters() {
  refilter({ ...NO_FILTERS });
}
