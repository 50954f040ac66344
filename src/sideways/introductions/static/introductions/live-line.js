// Says on an open page that an introduction of this person is new, came about or is over. Moves nothing by itself.
const CHANNEL = "introductions.introduction";
const line = document.querySelector("[data-live-introductions]");

document.addEventListener("live", ({ detail }) => {
  if (detail.some(([channel]) => channel === CHANNEL)) line.hidden = false;
});
