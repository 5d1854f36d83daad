/* Colours. Eight hues that stay apart for colour-blind eyes (after Okabe & Ito 2008), then greys. */

const PALETTES = {
  light: {
    ground: '#fbfbfa',
    text: '#1b2430',
    quiet: '#566273',
    line: '#60708a',
    accent: '#0b62a4',
    idea: '#a35c00',
    warn: '#b03a00',
    hues: ['#0072b2', '#d55e00', '#009e73', '#b5679a', '#c98a00', '#3f9fd8', '#7a5c2e', '#5a5aa8',
      '#7b8594', '#95897b', '#87927f', '#a4a9b1'],
    bubble: 0.09,
  },
  dark: {
    ground: '#10141b',
    text: '#f0f3f7',
    quiet: '#a7b2c2',
    line: '#8fa3bd',
    accent: '#6db7ee',
    idea: '#e8b96a',
    warn: '#f0945a',
    hues: ['#3f9fe0', '#ee7d35', '#2fbd95', '#d88fbd', '#e3ae3a', '#7cc8f4', '#b99565', '#9292e0',
      '#8c97a8', '#a89c8d', '#96a38c', '#6f7885'],
    bubble: 0.13,
  },
};
const SMALLER = 8; // hues 8, 9 and 10 are for groups after the eighth
const NO_GROUP = 11;
const CONTACT_DAYS = [30, 90, 365, 1095];

/** What each colour can stand for. `of` gives a person's class; `hues` the colour of each class. */
const COLOURINGS = {
  group: {
    of: (person) => groupHue(people.group[person]),
    classOf: (person) => Math.min(groupClass(people.group[person]), NO_GROUP),
    labels: groupLabels,
  },
  trend: {
    of: (person) => [NO_GROUP, 2, 4, 1][people.trend[person]],
    labels: () => [[1, 'fading'], [4, 'weakening'], [2, 'growing'], [NO_GROUP, 'steady']],
  },
  favours: {
    of: (person) => [NO_GROUP, SMALLER, 0, 4, 3][people.leaning[person]],
    labels: () => [[0, 'you give more'], [4, 'they give more'], [3, 'mixed'],
      [SMALLER, 'in balance'], [NO_GROUP, 'too few to say']],
  },
  meet: {
    of: (person) => (lensPeople.meet.has(person) ? 4 : NO_GROUP),
    labels: () => [[4, 'could meet somebody'], [NO_GROUP, 'others']],
  },
  connect: {
    of: (person) => ({ connector: 0, 'only link': 1 }[connectorKind.get(person)] ?? NO_GROUP),
    labels: () => [[0, 'many meet through them'], [1, 'your only link to a group'],
      [NO_GROUP, 'others']],
  },
  contact: {
    of: contactHue,
    labels: () => [[2, 'within a month'], [5, 'within 3 months'], [0, 'within a year'],
      [4, 'within 3 years'], [NO_GROUP, 'longer ago, or never']],
  },
};

function groupClass(group) {
  if (group < 0) return NO_GROUP;
  return Math.min(group, SMALLER);
}

function groupHue(group) {
  return group < SMALLER ? groupClass(group) : SMALLER + (group % 3);
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
  return (colouring().classOf ?? colouring().of)(person);
}

function palette() {
  return PALETTES[state.theme];
}
