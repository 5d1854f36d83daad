// @ts-check
/* What each colour of the palettes stands for; the palettes are those of colours.py. */

const PALETTES = raw.palettes;
const SMALLER = 8; // the grey of groups after the eighth
const NO_GROUP = 9;
const CONTACT_DAYS = [30, 90, 365, 1095];

/** What each colour can stand for. `of` gives a person's class; `hues` the colour of each class. */
const COLOURINGS = {
  group: {
    of: (person) => groupHue(people.group[person]),
    labels: groupLabels,
  },
  trend: {
    of: (person) => [NO_GROUP, 2, 4, 1][people.trend[person]],
    labels: () => [[1, 'fading'], [4, 'weakening'], [2, 'growing'], [NO_GROUP, `steady, or ${LEANINGS[0]}`]],
  },
  favours: {
    of: (person) => [NO_GROUP, SMALLER, 0, 4, 3][people.leaning[person]],
    labels: () => [[0, 2], [4, 3], [3, 4], [SMALLER, 1], [NO_GROUP, 0]].map(
      ([colour, leaning]) => [colour, LEANINGS[leaning]]),
  },
  meet: {
    of: (person) => (lensPeople.meet.has(person) ? 4 : NO_GROUP),
    labels: () => [[4, 'could meet somebody'], [NO_GROUP, 'others']],
  },
  connect: {
    of: (person) => ({ connector: 0, 'only link': 1, both: 2 }[connectorKind.get(person)] ?? NO_GROUP),
    labels: () => [[0, 'many meet through them'], [1, 'your only link to a group'],
      [2, 'both'], [NO_GROUP, 'others']],
  },
  change: {
    of: (person) => CHANGES[changeOf(person)][0],
    labels: () => Object.values(CHANGES).map(([key, label]) => [key, label]),
  },
  contact: {
    of: contactHue,
    labels: () => [[2, 'within a month'], [5, 'within 3 months'], [0, 'within a year'],
      [4, 'within 3 years'], [NO_GROUP, 'longer ago, or never']],
  },
};

function groupHue(group) {
  if (group < 0) return NO_GROUP;
  return Math.min(group, SMALLER);
}

function groupLabels() {
  const labels = groups.slice(0, SMALLER).map((group) => [group.id, group.name]);
  if (groups.length > SMALLER) {
    const more = groups.length - SMALLER;
    labels.push([SMALLER, more === 1 ? groups[SMALLER].name : `${more} smaller groups`]);
  }
  labels.push([NO_GROUP, groups.length ? 'in no group' : 'people']);
  return labels;
}

function contactHue(person) {
  const days = people.silent[person];
  const place = CONTACT_DAYS.findIndex((limit) => days <= limit);
  return [2, 5, 0, 4][place] ?? NO_GROUP;
}

function colouring() {
  return COLOURINGS[state.colour];
}

/** The class a person falls in under the present colouring: what a legend entry selects. */
function classOf(person) {
  return colouring().of(person);
}

function palette() {
  return PALETTES[state.theme];
}
