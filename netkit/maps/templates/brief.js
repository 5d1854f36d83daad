// @ts-check
/* What `netkit brief` says of a person: the next act with its command, promises, needs, days. */

const BRIEF_SECTIONS = [['cautions', 'Heed'], ['promises', 'Promises'], ['needs', 'Needs'],
  ['offers', 'Offers'], ['milestones', 'Days'], ['last', 'Last contacts'], ['remember', 'Remember']];

function briefParts(person) {
  const card = cards.get(person) ?? {};
  return [
    ...actPart(person, card),
    ...BRIEF_SECTIONS.filter(([key]) => card[key]?.length).flatMap(([key, title]) => [
      make('h3', {}, title), list(card[key])]),
  ];
}

/** The next kind act; without one known to the map, the command that says all. */
function actPart(person, card) {
  if (raw.anonymous || people.ghost[person]) return [];
  const brief = `netkit brief -- ${shellQuoted(nameToType(person))}`;
  const commands = card.commands?.length ? card.commands : [brief];
  const copied = make('p', { class: 'quiet', role: 'status' });
  const text = card.act ? [make('h3', {}, 'Next'), make('p', {}, card.act)] : [];
  return [make('section', { class: 'act' }, ...text, ...commands.map((command) => make('div', { class: 'beside' },
    make('code', {}, ...commandParts(command)), copyButton('Copy', command, copied))), copied)];
}

/** A name that means one person: of namesakes with where they work. */
function nameToType(person) {
  const name = people.name[person];
  const alike = people.name.filter((other) => other === name).length;
  const work = textOf('organization', person);
  return alike > 1 && work ? `${name} at ${work}` : name;
}
