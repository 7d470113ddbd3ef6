// A form in the hand survives a lost connection: what was pressed waits in this tab and is sent again under the
// same key, so that it counts once. It is bound to who pressed it, gone when it is sent, and gone at sign-out.

const PRESSED = "lantern.pressed";
const TYPED = "lantern.typed";
const WAIT_MS = 15000;
const AGAIN_MS = 5000;
const KEPT_MS = 12 * 60 * 60 * 1000; // one shift
const DOORS = ["/sign-in", "/tablet"]; // whoever is led there was signed out: nothing was taken

let sending = false;

function read(name) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(name));
    return kept && Date.now() - kept.at < KEPT_MS ? kept : null;
  } catch {
    return null;
  }
}

function keep(name, value) {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // A full or forbidden store: the page itself still holds what was typed.
  }
}

function forget(...names) {
  for (const name of names) {
    try {
      sessionStorage.removeItem(name);
    } catch {
      // nothing was kept
    }
  }
}

function who() {
  return document.body.dataset.who || "";
}

function say(shown) {
  const warning = document.querySelector("[data-not-sent]");
  if (!warning || warning.hidden === !shown) return;
  warning.hidden = !shown;
  if (!shown) return;
  warning.tabIndex = -1;
  warning.focus();
}

function filled(pressed) {
  const body = new URLSearchParams(pressed.body);
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (token) body.set("csrfmiddlewaretoken", token.value); // signing in again made a new one
  body.set("waited", String(Math.max(0, Math.round((Date.now() - pressed.at) / 1000))));
  return body;
}

// The server's answer is a page with something to put right: let the browser show it.
function show(pressed) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = pressed.address;
  form.hidden = true;
  for (const [name, value] of filled(pressed)) {
    const box = document.createElement("input");
    box.type = "hidden";
    box.name = name;
    box.value = value;
    form.append(box);
  }
  document.body.append(form);
  HTMLFormElement.prototype.submit.call(form);
}

async function post(pressed) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), WAIT_MS);
  try {
    const answer = await fetch(pressed.address, {
      method: "POST", body: filled(pressed), credentials: "same-origin", signal: stop.signal,
    });
    return answer.status === 503 ? null : answer;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

async function send() {
  const pressed = read(PRESSED);
  if (!pressed || sending || pressed.who !== who()) return;
  sending = true;
  const answer = await post(pressed);
  if (!answer) {
    sending = false;
    say(true);
    return;
  }
  const led = new URL(answer.url);
  if (answer.redirected && DOORS.includes(led.pathname)) {
    window.location.assign(answer.url); // it waits for the same person to sign in again
    return;
  }
  forget(PRESSED, TYPED);
  if (answer.redirected) window.location.assign(answer.url);
  else show(pressed);
}

function press(event) {
  const form = event.target;
  if (!form.matches("[data-waits]")) {
    if ((form.getAttribute("action") || "").endsWith("/sign-out")) forget(PRESSED, TYPED);
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation(); // the guard against a second press listens on the same root
  const waits = read(PRESSED);
  const body = new URLSearchParams(new FormData(form));
  if (event.submitter && event.submitter.name) body.set(event.submitter.name, event.submitter.value);
  const address = form.getAttribute("action") || window.location.pathname;
  const again = waits && waits.address === address && waits.who === who();
  const pressed = { who: who(), address, body: body.toString(), at: again ? waits.at : Date.now() };
  keep(PRESSED, pressed);
  if (read(PRESSED)) send();
  else show(pressed); // no store in this browser: as without a script
}

function boxes(form) {
  return [...form.querySelectorAll("textarea, input[type=text], input:not([type])")].filter((box) => box.name);
}

// What is typed and not pressed yet: a telephone that throws the page away gives it back.
function rememberTyping(form) {
  const kept = read(TYPED);
  if (kept && kept.who === who() && kept.address === window.location.pathname) {
    for (const box of boxes(form)) if (!box.value && kept.typed[box.name]) box.value = kept.typed[box.name];
  }
  form.addEventListener("input", () => {
    const typed = Object.fromEntries(boxes(form).map((box) => [box.name, box.value]));
    keep(TYPED, { who: who(), address: window.location.pathname, typed, at: Date.now() });
  });
}

export function waitForConnection(root) {
  for (const name of [PRESSED, TYPED]) {
    const kept = read(name);
    if (!kept || (who() && kept.who !== who())) forget(name);
  }
  root.addEventListener("submit", press, true);
  root.querySelectorAll("form[data-waits]").forEach(rememberTyping);
  window.addEventListener("online", send);
  window.addEventListener("pageshow", () => { sending = false; });
  setInterval(send, AGAIN_MS);
  if (who()) send();
}
