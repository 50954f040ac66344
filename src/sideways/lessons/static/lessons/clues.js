// One tap writes other words into the box, without leaving the page.
const panel = document.getElementById("clues");

const asButtons = () => {
  // Enter in a box of the form must not take the first suggestion.
  panel.querySelectorAll("button[name=replace]").forEach((button) => (button.type = "button"));
};

// Words inside longer words stay: “Bury” is not in “Burying”. The same rule as in_other_words of the server.
const inOtherWords = (text, words, instead) => {
  const letter = "\\p{L}";
  const starts = new RegExp(`^${letter}`, "u").test(words) ? `(?<!${letter})` : "";
  const ends = new RegExp(`${letter}$`, "u").test(words) ? `(?!${letter})` : "";
  const literal = words.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  const begins = /(?:^|\n|[.!?…]\s{1,4})[\s“‘"'(]{0,4}$/u;
  const capital = instead.charAt(0).toUpperCase() + instead.slice(1);
  const other = (_words, at) => (begins.test(text.slice(0, at)) ? capital : instead);
  return text.replace(new RegExp(starts + literal + ends, "gu"), other);
};

panel.addEventListener("click", ({ target }) => {
  const button = target.closest("button[name=replace]");
  if (!button) return;
  const row = button.closest("[data-box]");
  const { box, text, instead } = row.dataset;
  const field = row.closest("form").elements[box];
  field.value = inOtherWords(field.value, text, instead);
  row.remove();
  const next = panel.querySelector("button[name=replace]");
  if (!next) panel.replaceChildren();
  (next ?? field).focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

new MutationObserver(asButtons).observe(panel, { childList: true });
asButtons();
