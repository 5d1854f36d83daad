// @ts-check
/* What is being looked at, and what follows from it for every person and tie. */

const state = {
  layout: 'groups',
  colour: 'group',
  theme: 'light',
  step: 0, // states of the past are negative, of the future positive
  base: null, // the step that `step` is compared with, or null
  size: 'strength', // what makes a person large: strength, reach or favours
  least: 0,
  company: '',
  city: '',
  tag: '',
  circle: '',
  source: '',
  direction: '', // fading, weakening, growing or steady
  silence: '', // days without contact, at least
  lens: '', // the question that is open: meet, fading, balance, connect
  among: '', // of the introductions, those of this group …
  whose: '', // … or of this person
  pair: null, // the suggestion whose card is open
  isolated: -1, // a class of the legend, or -1
  ideas: true,
  ghosts: true,
  selected: -1,
  group: -1, // whose card is open
  tie: -1, // whose card is open
  chosen: [], // people looked at together
  hovered: -1,
  hops: 0, // 0: everybody; otherwise only people so many ties from the selected
  route: null, // {people, weak, because}
};

const HIDDEN = 0;
const DIM = 1;
const FAINT = 2; // of those a question is not about, or not first; of who grows beside who fades
const FULL = 4;
const ALPHA = [0, 0.13, 0.35, 0.65, 1];

/* Derived, one value per person or tie; refreshed by derive(). */
const strengthNow = new Float32Array(people.count);
const radiusNow = new Float32Array(people.count);
const shown = new Uint8Array(people.count);
const shade = new Uint8Array(people.count); // an index into ALPHA
const hue = new Uint8Array(people.count);
const tieLevel = new Uint8Array(ties.count); // 0 hidden … 3 thick
const ringed = new Uint8Array(people.count);
for (const person of people.ringed) ringed[person] = 1;

let drawOrder = new Uint32Array(0);
const shownIn = new Uint32Array(groups.length); // people shown of each group
let paintedGroups = []; // {hue, share} of each group under the present colouring
let lit = null; // the set of people to highlight, or null for everybody

/** Change what is looked at, and draw it. */
function change(changes) {
  Object.assign(state, changes);
  derive();
  tell();
  redraw();
  remember();
}

function derive() {
  asked = askedNow();
  lit = highlighted();
  shownIn.fill(0);
  const within = state.hops > 0 && state.selected >= 0
    ? reachable(state.selected, state.hops) : null;
  for (let person = 0; person < people.count; person += 1) {
    const strength = strengthAt(person, state.step);
    strengthNow[person] = strength;
    radiusNow[person] = raw.radii[0] + (raw.radii[1] - raw.radii[0]) * sizeOf(person) / 100;
    hue[person] = colouring().of(person);
    shown[person] = Number(passes(person) && (!within || within.has(person)));
    shade[person] = shown[person] ? shadeOf(person) : HIDDEN;
    if (shown[person] && people.group[person] >= 0) shownIn[people.group[person]] += 1;
  }
  for (let tie = 0; tie < ties.count; tie += 1) tieLevel[tie] = levelOf(tie);
  drawOrder = inDrawOrder();
  paintedGroups = groupColours();
}

/** Whether a person passes the filters. */
function passes(person) {
  return !(state.layout === 'rings' && !ringed[person]) && passesFilters(person);
}

function passesFilters(person) {
  if (people.ghost[person]) {
    if (!state.ghosts || state.least > 0) return false;
  } else if (people.strength[person] < state.least) {
    return false;
  }
  if (state.isolated >= 0 && classOf(person) !== state.isolated) return false;
  return passesChoices(person);
}

/** The selected person with all they are tied to or could meet, or the people on a route. */
function highlighted() {
  if (state.route) return new Set(state.route.people);
  if (state.tie >= 0) return new Set([ties.a[state.tie], ties.b[state.tie]]);
  if (state.chosen.length > 1) return new Set([...state.chosen, ...sharedAcquaintances().keys()]);
  if (state.selected < 0 && state.pair) return new Set([state.pair.a, state.pair.b]);
  if (state.selected < 0) return state.lens ? asked.people : null;
  const set = new Set([state.selected]);
  for (const tie of knows.of(state.selected)) set.add(otherEnd(tie, state.selected));
  for (const idea of ideasFor(state.selected)) set.add(idea.a).add(idea.b);
  return set;
}

function ideasFor(person) {
  return suggestions.filter((idea) => idea.a === person || idea.b === person);
}

/** Fade with time: a tie that has lost half its strength is drawn lighter. */
function shadeOf(person) {
  if (lit && !lit.has(person)) return state.lens && state.selected < 0 ? FAINT : DIM;
  if (state.lens === 'meet' && asking() && !asked.named.has(person)) return FAINT;
  if (state.lens === 'fading' && asking() && people.trend[person] === GROWING) return FAINT;
  if (state.step === 0 || people.ghost[person]) return FULL;
  const left = strengthNow[person] / Math.max(1, people.strength[person]);
  if (left > 0.8) return FULL;
  if (left > 0.45) return 3;
  return left > 0.02 ? 2 : DIM;
}

function levelOf(tie) {
  return shown[ties.a[tie]] && shown[ties.b[tie]] ? tieLevelAt(tie, state.step) : 0;
}

/** Sort the shown people by shade and hue, so that each colour is set once per frame. */
function inDrawOrder() {
  const start = new Uint32Array(16 * ALPHA.length + 1);
  for (let i = 0; i < people.count; i += 1) start[shade[i] * 16 + hue[i] + 1] += 1;
  for (let key = 0; key + 1 < start.length; key += 1) start[key + 1] += start[key];
  const order = new Uint32Array(people.count);
  for (let i = 0; i < people.count; i += 1) {
    const key = shade[i] * 16 + hue[i];
    order[start[key]] = i;
    start[key] += 1;
  }
  return order.subarray(start[15]); // the hidden ones come first
}

/** The colour of each group's bubble: its own, or that of most people whom the colouring marks. */
function groupColours() {
  if (state.colour === 'group') return groups.map(({ id }) => ({ hue: groupHue(id), share: 1 }));
  const counts = groups.map(() => new Uint32Array(16));
  for (let person = 0; person < people.count; person += 1) {
    const group = people.group[person];
    if (group >= 0 && shown[person]) counts[group][hue[person]] += 1;
  }
  return counts.map((count, id) => {
    count[NO_GROUP] = 0;
    count[SMALLER] = 0;
    const most = count.indexOf(Math.max(...count));
    return count[most] ? { hue: most, share: count[most] / groups[id].count }
      : { hue: NO_GROUP, share: 0 };
  });
}

function shownCount() {
  let count = 0;
  for (let i = 0; i < people.count; i += 1) count += shown[i];
  return count;
}
