// What is typed is kept every few seconds and on leaving a box. Without this the button keeps it.

const EVERY_MS = 10000;
const WAIT_MS = 8000;
const FITS_A_PARTING_WORD = 60000; // a browser lets no more be sent while a page is being left

function typedIn(form) {
  const words = [...new FormData(form)].filter(([, typed]) => typeof typed === "string"); // no picture is kept
  return new URLSearchParams(words).toString();
}

async function send(address, body) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), WAIT_MS);
  try {
    const answer = await fetch(address, {
      method: "POST",
      body,
      headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" },
      redirect: "error", // to the sign-in page: then nothing was kept
      keepalive: body.length < FITS_A_PARTING_WORD,
      signal: stop.signal,
    });
    return answer.ok ? (await answer.json()).said : "";
  } catch {
    return "";
  } finally {
    clearTimeout(timer);
  }
}

function keep(told) {
  const form = told.closest("form");
  const shown = form.querySelector("[data-draft-said]");
  let kept = "draftUnsaved" in told.dataset ? "" : typedIn(form);
  let busy = false;
  let sent = false;

  async function save() {
    const typed = typedIn(form);
    if (sent || busy || typed === kept) return;
    busy = true;
    const said = await send(told.dataset.draft, typed);
    busy = false;
    if (said) kept = typed;
    if (sent) return;
    shown.textContent = said || told.dataset.draftFailed;
    shown.classList.toggle("lantern-draft__said--failed", !said);
  }

  setInterval(save, EVERY_MS);
  form.addEventListener("focusout", save);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  form.addEventListener("submit", () => { sent = true; });
  window.addEventListener("pageshow", () => { sent = false; });
}

export function keepDrafts(root) {
  for (const told of root.querySelectorAll("[data-draft]")) keep(told);
}
