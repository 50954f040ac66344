// Says on the page of a meeting that another offers times, books or calls off. Moves nothing by itself.
const place = document.querySelector("[data-live-watch]");
const say = (what) => {
  for (const line of place.querySelectorAll("[data-live-meeting]")) line.hidden = line.dataset.liveMeeting !== what;
};

document.addEventListener("live", ({ detail }) => {
  for (const [channel, what, id] of detail) {
    if (`${channel}:${id}` === place.dataset.liveWatch) say(what);
  }
});
