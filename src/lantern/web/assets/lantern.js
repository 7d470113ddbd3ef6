// Everything here makes a working page a little better. Nothing depends on it.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  Radios,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "govuk-frontend";
import { watchBoard } from "./board.js";
import { startClocks } from "./clocks.js";
import { keepOpen, openOnPaper } from "./details.js";
import { keepDrafts } from "./drafts.js";
import { offerCopying, watchPapers } from "./papers.js";
import { guardForms } from "./sending.js";
import { waitForConnection } from "./waiting.js";

const ONCE_A_PAGE = [ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink];
const IN_ANY_PART = [Button, CharacterCount, Checkboxes, Radios];

function start(parts, scope) {
  for (const part of parts) createAll(part, {}, { scope, onError: () => {} });
}

start([...ONCE_A_PAGE, ...IN_ANY_PART], document);
startClocks(document);
waitForConnection(document);
guardForms(document);
keepDrafts(document);
watchBoard(document);
keepOpen(document);
openOnPaper(window);
watchPapers(document);
offerCopying(document);

// A part that HTMX has just put in may hold components of its own.
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) start(IN_ANY_PART, event.target);
});
