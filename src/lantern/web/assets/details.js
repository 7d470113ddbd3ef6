// What somebody opened stays open when the board is drawn anew, and everything closed stands open on paper.

export function keepOpen(root) {
  const open = new Set();
  root.addEventListener("toggle", (event) => {
    const details = event.target;
    if (!(details instanceof HTMLDetailsElement) || !details.hasAttribute("data-stays-open")) return;
    if (details.open) open.add(details.id);
    else if (details.isConnected) open.delete(details.id);
  }, true);
  root.addEventListener("htmx:afterSwap", () => {
    for (const id of open) {
      const details = root.getElementById(id);
      if (details) details.open = true;
    }
  });
}

export function openOnPaper(window) {
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...window.document.querySelectorAll("details:not([open])")];
    for (const details of opened) details.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
    opened = [];
  });
}
