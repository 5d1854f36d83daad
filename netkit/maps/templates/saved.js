// @ts-check
/* Views that were named: they are kept in the address, so that a bookmark or a link brings all of them. */

const NAME_LETTERS = 60;
let savedViews = []; // {name, mark}, the last saved at the end

function setUpSavedViews() {
  byId('save-view').addEventListener('click', saveView);
  byId('view-name').addEventListener('keydown', (event) => {
    if (event.key === 'Enter') saveView();
  });
  showSavedViews();
}

/** Keep what is looked at under the name that was typed; the same name again takes its place. */
function saveView() {
  const name = control('view-name').value.trim().slice(0, NAME_LETTERS);
  if (!name) {
    byId('view-name').focus();
    say('Type a name for this view');
    return;
  }
  savedViews = [...savedViews.filter((saved) => saved.name !== name), { name, mark: viewMark() }];
  control('view-name').value = '';
  remember();
  showSavedViews();
  say(`Saved as ${name}; the address of the page holds it`);
}

function forgetView(name) {
  savedViews = savedViews.filter((saved) => saved.name !== name);
  remember();
  showSavedViews();
  byId('view-name').focus();
}

function openSavedView({ name, mark }) {
  window.location.hash = `${mark}&saved=${encodeURIComponent(savedInAddress())}`;
  say(name);
}

function showSavedViews() {
  byId('view-list').replaceChildren(...savedViews.map((saved) => make('li', {}, withButton(
    make('button', { class: 'link', type: 'button', onclick: () => openSavedView(saved) }, saved.name),
    '✕', `Forget the view ${saved.name}`, () => forgetView(saved.name)))));
  showSavedName();
}

/** The page is called after the saved view that is open: so is a bookmark of it. */
function showSavedName() {
  const open = savedViews.find(({ mark }) => mark === viewMark());
  document.title = open ? `${open.name} · ${raw.title}` : raw.title;
}

function savedInAddress() {
  return JSON.stringify(savedViews.map(({ name, mark }) => [name, mark]));
}

/** Take the views that an address names; what is none of ours is left out. */
function readSavedViews(text) {
  let rows = [];
  try {
    rows = JSON.parse(text ?? '[]');
  } catch {
    /* an address that was cut off */
  }
  savedViews = (Array.isArray(rows) ? rows : [])
    .filter((row) => Array.isArray(row) && row.length === 2
      && row.every((part) => typeof part === 'string' && part))
    .map(([name, mark]) => ({ name: name.slice(0, NAME_LETTERS), mark }));
}
