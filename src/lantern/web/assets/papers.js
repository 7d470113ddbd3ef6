// A long paper says how far it is; a short one just comes. Without this the link opens the PDF itself.
const PATIENCE = 2000;

export function watchPapers(scope) {
  scope.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-lantern-paper]");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const steps = document.getElementById(link.dataset.lanternPaper);
    if (!steps || !window.ReadableStream) return;
    event.preventDefault();
    if (link.dataset.making) return;
    link.dataset.making = "yes";
    bring(link, teller(steps)).finally(() => delete link.dataset.making);
  });
}

function teller(steps) {
  const words = steps.querySelector("[data-steps-words]");
  const bar = steps.querySelector("progress");
  return {
    steps,
    say(which) {
      words.textContent = words.dataset[which];
      bar.hidden = which === "done" || which === "failed";
    },
    at(done, parts) {
      // The last part is the typesetting, which does not say how far it is.
      if (done < parts - 1) {
        bar.max = parts;
        bar.value = done;
      } else {
        bar.removeAttribute("value");
        this.say("setting");
      }
    },
  };
}

async function bring(link, told) {
  told.say("reading");
  const shown = setTimeout(() => (told.steps.hidden = false), PATIENCE);
  try {
    const address = new URL(link.href);
    address.searchParams.set("steps", "1");
    const response = await fetch(address, { credentials: "same-origin" });
    if (!response.headers.get("Content-Type")?.startsWith("application/vnd.lantern.steps")) {
      window.location.assign(link.href); // refused or signed out: the page itself says so
      return;
    }
    const pdf = await read(response.body.getReader(), told);
    if (!pdf.size) throw new Error("no paper");
    keep(pdf, address.pathname);
    told.say("done");
  } catch {
    told.steps.hidden = false;
    told.say("failed");
  } finally {
    clearTimeout(shown);
  }
}

// Lines of "done parts", then "pdf", then the paper to the end.
async function read(reader, told) {
  let line = "";
  const paper = [];
  let isPaper = false;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(paper, { type: "application/pdf" });
    let at = 0;
    while (!isPaper && at < value.length) {
      const sign = String.fromCharCode(value[at]);
      at += 1;
      if (sign !== "\n") {
        line += sign;
        continue;
      }
      if (line === "failed") throw new Error("failed");
      isPaper = line === "pdf";
      if (!isPaper) told.at(...line.split(" ").map(Number));
      line = "";
    }
    if (isPaper && at < value.length) paper.push(value.subarray(at));
  }
}

function keep(pdf, path) {
  const link = document.createElement("a");
  const [, , reference] = path.split("/");
  link.href = URL.createObjectURL(pdf);
  link.download = `${path.split("/").at(-2)}-${reference}.pdf`;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// A button that copies a text which can be selected anyway.
export function offerCopying(scope) {
  for (const button of scope.querySelectorAll("[data-lantern-copy]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = document.getElementById(button.dataset.lanternCopy);
      text.select();
      try {
        await navigator.clipboard.writeText(text.value);
        scope.querySelector("[data-lantern-copied]").textContent = button.dataset.copied;
      } catch {
        text.focus(); // selected already: the reader copies it by hand
      }
    });
  }
}
