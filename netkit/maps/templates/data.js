// @ts-check
/* The scene: columns decoded from the data block, and who knows whom. Written by payload.py. */

const raw = JSON.parse(document.getElementById('data').textContent);
const NEVER = 65535; // silent days of someone with no dated contact
const TRENDS = raw.trends;
const GROWING = TRENDS.indexOf('growing');
const LEANINGS = raw.leanings;
const LAST_WORDS = raw.lastWords;

const ARRAYS = { 0: Uint8Array, 4: Uint8Array, 8: Uint8Array, 16: Uint16Array, 32: Uint32Array };

/** Turn [bits per number, base64, count] into a typed array. With [usual, mask] behind them, the
 * base64 holds only the other numbers, which stand where the mask has a bit. */
function numbers([bits, base64, count, usual, mask]) {
  const given = unpacked(bits, bytesOf(base64), count);
  if (!mask) return given;
  const others = bytesOf(mask);
  const all = new ARRAYS[bits](count).fill(usual);
  let next = 0;
  for (let i = 0; i < count; i += 1) {
    if (others[i >> 3] >> (i & 7) & 1) {
      all[i] = given[next];
      next += 1;
    }
  }
  return all;
}

function bytesOf(base64) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  return bytes;
}

function unpacked(bits, bytes, count) {
  if (bits === 0) return new Uint8Array(count);
  if (bits !== 4) return new ARRAYS[bits](bytes.buffer);
  const nibbles = new Uint8Array(count);
  for (let i = 0; i < count; i += 1) nibbles[i] = bytes[i >> 1] >> 4 * (i & 1) & 15;
  return nibbles;
}

/** Turn [start, step, column] into places in map units. */
function places([start, step, column]) {
  return Float32Array.from(numbers(column), (value) => start + step * value);
}

const people = decodePeople(raw.people);
const ties = decodeTies(raw.ties);
const knows = neighbours(people.count, ties);
const groups = raw.groups.map(([name, kind, share, x, y, radius], id) => (
  { id, name, kind, share, x, y, radius, count: 0 }));
for (const group of people.group) if (group >= 0) groups[group].count += 1;
const suggestions = raw.suggestions.map(([a, b, band, because]) => ({ a, b, band, because }));

function decodePeople(columns) {
  const decoded = { count: columns.name.length, name: columns.name };
  for (const key of ['organization', 'title', 'city', 'band', 'tags', 'circles', 'elsewhere',
    'sources', 'trend', 'leaning', 'silent', 'given', 'received', 'ghost', 'because', 'reach',
    'lastWord']) {
    decoded[key] = numbers(columns[key]);
  }
  decoded.strength = Float32Array.from(numbers(columns.strength), (tenths) => tenths / 10);
  decoded.group = Int32Array.from(numbers(columns.group), (number) => number - 1);
  decoded.past = columns.past.map(numbers);
  decoded.history = columns.history.map((sides) => sides.map(numbers));
  decoded.x = places(columns.x);
  decoded.y = places(columns.y);
  decoded.ringed = numbers(columns.ringed);
  decoded.ringX = places(columns.ringX);
  decoded.ringY = places(columns.ringY);
  return decoded;
}

/** Ties come sorted by their first person: `first` counts how many each person has. */
function decodeTies(columns) {
  const b = numbers(columns.second);
  const a = new Uint32Array(b.length);
  let at = 0;
  numbers(columns.first).forEach((count, person) => {
    a.fill(person, at, at + count);
    at += count;
  });
  return {
    count: b.length,
    a,
    b,
    strength: numbers(columns.strength),
    kind: numbers(columns.kind), // trend + TRENDS.length when inferred
    because: numbers(columns.because),
    past: columns.past.map(numbers), // levels: see tieLevels
    history: columns.history.map((sides) => sides.map(numbers)),
  };
}

/** For each person, the numbers of their ties: `of(person)` is a slice of one shared array. */
function neighbours(count, { a, b, count: tieCount }) {
  const start = new Uint32Array(count + 1);
  for (let tie = 0; tie < tieCount; tie += 1) {
    start[a[tie] + 1] += 1;
    start[b[tie] + 1] += 1;
  }
  for (let i = 0; i < count; i += 1) start[i + 1] += start[i];
  const next = start.slice(0, count);
  const slots = new Uint32Array(2 * tieCount);
  for (let tie = 0; tie < tieCount; tie += 1) {
    slots[next[a[tie]]] = tie;
    next[a[tie]] += 1;
    slots[next[b[tie]]] = tie;
    next[b[tie]] += 1;
  }
  return { of: (person) => slots.subarray(start[person], start[person + 1]) };
}

function otherEnd(tie, person) {
  return ties.a[tie] === person ? ties.b[tie] : ties.a[tie];
}

/** Read a text column, such as textOf('city', person). */
function textOf(column, person) {
  return raw.texts[people[column][person]];
}

/** Read a column of lists of texts, such as listOf('tags', person). */
function listOf(column, person) {
  return raw.lists[people[column][person]].map((text) => raw.texts[text]);
}

/** Put the numbers of a coded reason back between the words of its template. */
function reasons(number) {
  const coded = raw.reasons[number];
  if (!coded) return [];
  return coded.split('|').map((code) => {
    const [template, ...values] = code.split(' ');
    return raw.templates[template].reduce((said, words, i) => said + values[i - 1] + words);
  });
}

const CARD_PARTS = ['needs', 'offers', 'promises', 'last', 'milestones', 'act', 'commands',
  'cautions', 'remember'];
const cards = new Map(raw.cards.map(([person, parts]) => [person, Object.fromEntries(
  parts.map((part, i) => [CARD_PARTS[i], part]))]));

function strongestFirst(a, b) {
  return people.strength[b] - people.strength[a] || a - b;
}

const byStrength = Uint32Array.from({ length: people.count }, (_, i) => i).sort(strongestFirst);
