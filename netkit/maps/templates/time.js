// @ts-check
/* The time slider: the past from states of those days, the future from decay alone. */

const DAYS_PER_MONTH = 365.25 / 12;
const dayFormat = new Intl.DateTimeFormat('en', {
  day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC',
});

/** What is left of a strength (0 to 100) after days without contact; as netkit.maps.decay.later. */
function later(strength, days) {
  if (strength >= 100) return 100;
  const contacts = strength / (100 - strength) * 2 ** (-days / raw.halfLifeDays);
  return 100 * contacts / (1 + contacts);
}

function strengthAt(person, step) {
  if (step < 0) return people.past[raw.past.length + step][person];
  if (step > 0) return later(people.strength[person], raw.futureDays[step - 1]);
  return people.strength[person];
}

/** How a tie is drawn at a step: 0 not at all … 3 thick. A tie of today always shows. */
function tieLevelAt(tie, step) {
  if (step < 0 && ties.past.length) return ties.past[raw.past.length + step][tie];
  const ahead = step > 0 ? raw.futureDays[step - 1] : 0;
  const strength = later(ties.strength[tie], ahead);
  const level = raw.tieLevels.filter((least) => strength >= least).length;
  return ahead ? level : Math.max(1, level);
}

/** Say a step in words: a day of the past, today, or months ahead. */
function stepText(step) {
  if (step < 0) return dayFormat.format(new Date(raw.past[raw.past.length + step]));
  if (step === 0) return `${dayFormat.format(new Date(raw.asOf))}, as it is`;
  const months = Math.round(raw.futureDays[step - 1] / DAYS_PER_MONTH);
  return `in ${months} month${months === 1 ? '' : 's'}, if nobody writes`;
}

/** Say a number of days as people do: "3 weeks ago". */
function ago(days) {
  if (days === NEVER) return 'none on record';
  if (days === 0) return 'today';
  if (days < 14) return `${days} day${days === 1 ? '' : 's'} ago`;
  if (days < 60) return `${Math.round(days / 7)} weeks ago`;
  if (days < 730) return `${Math.round(days / DAYS_PER_MONTH)} months ago`;
  return `${Math.round(days / 365.25)} years ago`;
}

function setUpTime() {
  const slider = control('when');
  slider.min = String(-raw.past.length);
  slider.max = String(raw.futureDays.length);
  slider.value = '0';
  slider.addEventListener('input', () => stepTo(Number(slider.value)));
  const share = raw.past.length / Math.max(1, raw.past.length + raw.futureDays.length);
  // The thumb is about 16 px wide: its middle runs from 8 px to the width less 8 px.
  byId('today').style.left = `calc(8px + (100% - 16px) * ${share} - 1px)`;
}

function showTime() {
  const text = state.base === null ? stepText(state.step)
    : `${comparedSteps().map(stepText).join(' → ')}`;
  byId('compare').textContent = state.base === null ? 'Compare' : 'Stop comparing';
  byId('compare').setAttribute('aria-pressed', String(state.base !== null));
  byId('when-label').textContent = text;
  byId('when').setAttribute('aria-valuetext', text);
  if (Number(control('when').value) !== state.step) control('when').value = String(state.step);
}
