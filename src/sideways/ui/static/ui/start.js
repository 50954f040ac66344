// Starts what a page has: at first, and again for what htmx brings.
import { CharacterCount, ErrorSummary, PasswordInput } from "./govuk-frontend.min.js";
import { holdToMost } from "./chips.js";
import { sendOnce } from "./send-once.js";

const start = () => {
  for (const Component of [CharacterCount, ErrorSummary, PasswordInput]) {
    const name = Component.moduleName;
    const waiting = document.querySelectorAll(`[data-module="${name}"]:not([data-${name}-init])`);
    waiting.forEach((element) => new Component(element));
  }
  document.querySelectorAll("[data-most]:not([data-held])").forEach(holdToMost);
};

document.body.classList.add("govuk-frontend-supported");
start();
sendOnce(document);
document.addEventListener("htmx:afterSettle", start);
document.addEventListener("htmx:responseError", ({ detail }) => {
  // A form that was refused is sent again as a plain one, so that its page says why.
  if (detail.requestConfig.triggeringEvent?.type === "submit") detail.elt.submit();
});
