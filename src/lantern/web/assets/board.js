// The board asks again every few seconds. "Nothing has changed" renews its age; no answer at all is said loudly.

function partOf(event) {
  const element = event.detail && event.detail.elt ? event.detail.elt : event.target;
  return element instanceof Element ? element.closest("[data-refreshes]") : null;
}

function fail(part) {
  const warning = part.querySelector("[data-refresh-failed]");
  if (warning) warning.hidden = false;
}

// Answered by another page (the sign-in page, after a shift's end): that is no board.
function isElsewhere(xhr) {
  return Boolean(xhr.responseURL) && new URL(xhr.responseURL).pathname !== window.location.pathname;
}

function renew(part, { drawn, at }) {
  const warning = part.querySelector("[data-refresh-failed]");
  if (warning) warning.hidden = true;
  const age = part.querySelector("[data-age]");
  if (!age) return;
  age.dataset.drawn = drawn;
  for (const time of part.querySelectorAll("[data-age] time, [data-refreshed-at]")) {
    time.setAttribute("datetime", drawn);
    time.textContent = at;
  }
}

export function watchBoard(root) {
  root.addEventListener("htmx:beforeSwap", (event) => {
    const part = partOf(event);
    if (!part) return;
    const { xhr } = event.detail;
    if (xhr.status === 304) {
      event.detail.shouldSwap = false;
    } else if (isElsewhere(xhr)) {
      event.detail.shouldSwap = false;
      fail(part);
    }
  });
  root.addEventListener("lantern:unchanged", (event) => {
    const part = partOf(event);
    if (part) renew(part, event.detail);
  });
  for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    root.addEventListener(name, (event) => {
      const part = partOf(event);
      if (part) fail(part);
    });
  }
}
