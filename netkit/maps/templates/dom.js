// @ts-check
/* The page around the canvas. Text only ever enters it as text. */

function byId(id) {
  return document.getElementById(id);
}

/**
 * A control by its id: an input, or a choice among options.
 * @returns {HTMLInputElement}
 */
function control(id) {
  return /** @type {HTMLInputElement} */ (byId(id));
}

/**
 * A part that opens and closes: a dialog, or details.
 * @returns {HTMLDialogElement}
 */
function dialog(id) {
  return /** @type {HTMLDialogElement} */ (byId(id));
}

/** Make an element; children are elements or strings, and strings become text. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  setAll(element, attributes);
  element.append(...children);
  return element;
}

/** The words of a command as children for make: no option is broken at its hyphens. */
function commandParts(text) {
  return text.split(/(?<= )(-[-\w]+)/).map((part, i) => (i % 2 ? make('span', { class: 'option' }, part) : part));
}

const SVG = 'http://www.w3.org/2000/svg';

function makeSvg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  setAll(element, attributes);
  element.append(...children);
  return element;
}

function setAll(element, attributes) {
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value !== false) element.setAttribute(key, value);
  }
}

/** Tell screen readers. */
function say(text) {
  byId('say').textContent = text;
}

function joined(parts) {
  return parts.filter(Boolean).join(' · ');
}

/** A button that names a person, with a quieter line below, and opens them. */
function personLink(person, below = '') {
  const link = make('button', { class: 'link', type: 'button', onclick: () => select(person) },
    people.name[person]);
  if (below) link.append(make('small', {}, below));
  return link;
}

function list(entries) {
  return make('ul', {}, ...entries.map((entry) => make('li', {}, entry)));
}
