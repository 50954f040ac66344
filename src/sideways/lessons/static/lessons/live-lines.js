// Says on an open page that there are new lessons, or that the lesson on it has changed. Moves nothing by itself.
const CHANNEL = "lessons.lesson";
const MOST_SHOWN = 20;

// On a list: “2 new lessons and 1 with an update. Show”
const tellOnList = (line) => {
  const place = line.querySelector("[data-live-words]");
  const words = place.dataset;
  const button = line.querySelector("[data-live-show]");
  const told = { shared: new Set(), updated: new Set() };
  const shown = new Set();

  const counted = (count, one, many) => (count > 1 ? many.replace("#", count) : count && one);
  const both = (parts) => parts.reduce((told, part) => told.replace("#", part), words.i18nBoth);

  document.addEventListener("live", ({ detail }) => {
    for (const [channel, what, id] of detail) {
      if (channel === CHANNEL) told[what]?.add(id);
    }
    const updated = [...told.updated].filter((id) => !told.shared.has(id));
    const parts = [
      counted(told.shared.size, words.i18nShared, words.i18nSharedMany),
      counted(updated.length, words.i18nUpdated, words.i18nUpdatedMany),
    ].filter(Boolean);
    if (!parts.length) return;
    place.textContent = parts.length > 1 ? both(parts) : parts[0];
    line.hidden = false;
  });

  button.addEventListener("click", async () => {
    for (const id of [...told.updated, ...told.shared]) {
      shown.delete(id); // the newest last
      shown.add(id);
    }
    const ids = [...shown].slice(-MOST_SHOWN).map((id) => ["id", id]);
    const fresh = document.getElementById("fresh");
    try {
      await window.htmx.ajax("GET", `${button.dataset.liveShow}?${new URLSearchParams(ids)}`, { target: fresh });
    } catch {
      return; // the line is down: the button stays
    }
    Object.values(told).forEach((set) => set.clear());
    line.hidden = true;
    fresh.focus();
  });
};

// On the page of one lesson: “The author has said what happened next. Show”
const tellOnLesson = (place, lines) => {
  const say = (what) => lines.forEach((line) => (line.hidden = line.dataset.liveLesson !== what));

  // Its words go from the page and from its title; the sentence that stands instead is read out.
  const takeAway = () => {
    say("");
    document.querySelector(".lesson")?.remove();
    place.append(place.querySelector("[data-live-gone]").content.cloneNode(true));
    document.title = document.title.replace(/.*(?= – )/s, place.querySelector("h1").textContent);
  };

  document.addEventListener("live", ({ detail }) => {
    for (const [channel, what, id] of detail) {
      if (`${channel}:${id}` !== place.dataset.liveWatch || place.querySelector("h1")) continue;
      if (what === "gone") takeAway();
      else if (lines.some((line) => line.dataset.liveLesson === what)) say(what);
    }
  });
  document.addEventListener("htmx:afterSettle", ({ detail }) => {
    if (!detail.requestConfig?.elt?.closest("[data-live-lesson]")) return;
    say("");
    const next = document.querySelector("#updates h2") ?? document.querySelector(".lesson h1");
    next.tabIndex = -1;
    next.focus();
  });
};

const onList = document.querySelector("[data-live-new]");
if (onList) tellOnList(onList);
const onLesson = [...document.querySelectorAll("[data-live-lesson]")];
if (onLesson.length) tellOnLesson(onLesson[0].closest("[data-live]"), onLesson);
