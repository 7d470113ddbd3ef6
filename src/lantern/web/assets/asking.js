// A form in the hand asks first whether anybody is there. Nobody: it stays as it is, and says so.

const WAIT_MS = 6000;

async function somebodyIsThere() {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), WAIT_MS);
  try {
    return (await fetch("/health", { cache: "no-store", signal: stop.signal })).ok;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

function sayNotSent(shown) {
  const warning = document.querySelector("[data-not-sent]");
  if (!warning) return;
  warning.hidden = !shown;
  if (!shown) return;
  warning.tabIndex = -1;
  warning.focus();
}

export function askFirst(root) {
  const answered = new WeakSet();
  root.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-asks-first]") || answered.has(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // the guard against a second press listens on the same root
    if (form.dataset.asking) return;
    form.dataset.asking = "yes";
    sayNotSent(false);
    const there = await somebodyIsThere();
    delete form.dataset.asking;
    if (!there) {
      sayNotSent(true);
      return;
    }
    answered.add(form);
    form.requestSubmit(event.submitter);
    answered.delete(form);
  }, true);
}
