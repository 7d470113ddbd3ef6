// A second press sends nothing. The server refuses a repeat as well; this spares the person the question.

const GIVE_UP_MS = 15000; // a request that the browser stopped must be possible to send again

function release(form) {
  delete form.dataset.sending;
  for (const button of form.querySelectorAll("button[aria-disabled]")) button.removeAttribute("aria-disabled");
}

function hold(form) {
  form.dataset.sending = "yes";
  for (const button of form.querySelectorAll("button:not([type=button])")) button.setAttribute("aria-disabled", "true");
  setTimeout(() => release(form), GIVE_UP_MS);
}

export function guardForms(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if ((form.getAttribute("method") || "get").toLowerCase() !== "post") return;
    if (form.dataset.sending) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    hold(form);
  }, true);
  root.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest && event.target.closest("form");
    if (form) release(form);
  });
  // Going back must not find a form that is still held.
  window.addEventListener("pageshow", () => root.querySelectorAll("form[data-sending]").forEach(release));
}
