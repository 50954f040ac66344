// Starts what a page has: at first, and again for each fragment htmx brings.
import { CharacterCount, ErrorSummary, PasswordInput, createAll } from "./govuk-frontend.min.js";
import { holdToMost } from "./chips.js";
import { sendOnce } from "./send-once.js";

const start = (scope) => {
  for (const component of [CharacterCount, ErrorSummary, PasswordInput]) createAll(component, {}, scope);
  scope.querySelectorAll("[data-most]").forEach(holdToMost);
};

document.body.classList.add("govuk-frontend-supported");
start(document);
sendOnce(document);
document.addEventListener("htmx:afterSettle", (event) => start(event.detail.elt.parentElement ?? document));
