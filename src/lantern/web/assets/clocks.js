// Two kinds of clock, both moved on once a second in the browser:
//   <time data-since="ISO" data-drawn="ISO">   how long something has lasted
//   <p data-age data-drawn="ISO" data-late-after="60">   how old the figures are
// The server's own "drawn" moment is the starting point: a wrong clock on a desk computer changes nothing.

const SECOND = 1000;
const seen = new WeakMap();

function msSinceDrawn(element) {
  // A node that came with a new part is new here; one whose "drawn" was changed in place starts again too.
  const drawn = element.dataset.drawn;
  let first = seen.get(element);
  if (!first || first.drawn !== drawn) {
    first = { drawn, at: performance.now() };
    seen.set(element, first);
  }
  return performance.now() - first.at;
}

function words() {
  // Translated by the server; see layouts/page.html.
  const [day, days, hour, hours, minute, minutes, less] = (
    document.body.dataset.durationWords || "day,days,hour,hours,minute,minutes,less than a minute"
  ).split(",");
  return { day, days, hour, hours, minute, minutes, less };
}

function spoken(ms, w) {
  const all = Math.max(0, Math.floor(ms / 60000));
  const [d, h, m] = [Math.floor(all / 1440), Math.floor((all % 1440) / 60), all % 60];
  const said = [];
  if (d) said.push(`${d} ${d === 1 ? w.day : w.days}`);
  if (h) said.push(`${h} ${h === 1 ? w.hour : w.hours}`);
  if (m && !d) said.push(`${m} ${m === 1 ? w.minute : w.minutes}`);
  return said.length ? said.join(" ") : w.less;
}

function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function tickDurations(root, w) {
  for (const element of root.querySelectorAll("time[data-since]")) {
    const drawn = element.dataset.drawn ? Date.parse(element.dataset.drawn) : Date.now();
    const passed = element.dataset.drawn ? msSinceDrawn(element) : 0;
    const lasted = drawn + passed - Date.parse(element.dataset.since);
    if (Number.isFinite(lasted)) put(element, spoken(lasted, w));
  }
}

function tickAges(root, w) {
  for (const element of root.querySelectorAll("[data-age]")) {
    const late = msSinceDrawn(element) > Number(element.dataset.lateAfter || 60) * SECOND;
    const warning = element.querySelector("[data-age-late]");
    element.classList.toggle("lantern-age--late", late);
    if (!warning) continue;
    warning.hidden = !late;
    const how = warning.querySelector("[data-age-words]");
    if (late && how) put(how, spoken(msSinceDrawn(element), w));
  }
}

export function startClocks(root) {
  const tick = () => {
    const w = words();
    tickDurations(root, w);
    tickAges(root, w);
  };
  tick();
  setInterval(tick, SECOND);
  document.addEventListener("htmx:load", tick);
}
