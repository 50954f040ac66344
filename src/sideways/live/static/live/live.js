// Tells a page what is new: by one stream, or by asking now and then where there can be none.
// Parts of the page listen: document.addEventListener("live", ({ detail }) => …), a list of [channel, what, id].
const AWAY_MS = 60_000; // a tab out of sight for so long needs no stream
const ASK_EVERY_MS = 30_000;
const ASKED_BEFORE_A_STREAM = 4;
const MOST_FAILURES = 2;

const start = (place) => {
  const { live: address, liveWatch: watch } = place.dataset;
  let since = place.dataset.liveSince;
  let turn = 0; // what was begun before the last stop must not go on
  let source, timer, away;

  const url = () => `${address}?${new URLSearchParams({ since, ...(watch && { watch }) })}`;

  const tell = (position, news) => {
    since = position;
    if (news.length) document.dispatchEvent(new CustomEvent("live", { detail: news }));
  };

  const stop = () => {
    turn += 1;
    clearTimeout(timer);
    source?.close();
    source = undefined;
  };

  const ask = async (asked = 1) => {
    const mine = turn;
    try {
      const response = await fetch(url(), { headers: { Accept: "application/json" } });
      if (mine !== turn) return;
      if (response.redirected || response.status === 404) return; // signed out, or may listen no more
      const { position, news } = await response.json();
      if (mine === turn) tell(position, news);
    } catch {
      // no answer this time
    }
    if (mine !== turn) return;
    const next = asked < ASKED_BEFORE_A_STREAM ? () => ask(asked + 1) : open;
    timer = setTimeout(next, ASK_EVERY_MS);
  };

  const open = () => {
    stop();
    let failures = 0;
    source = new EventSource(url());
    source.onopen = () => (failures = 0);
    source.onmessage = ({ data, lastEventId }) => tell(lastEventId, JSON.parse(data));
    source.onerror = () => {
      failures += 1;
      if (source.readyState !== EventSource.CLOSED && failures < MOST_FAILURES) return; // it tries again itself
      stop();
      ask();
    };
  };

  const look = () => {
    clearTimeout(away);
    if (document.hidden) away = setTimeout(stop, AWAY_MS);
    else if (!source) open();
  };

  document.addEventListener("visibilitychange", look);
  window.addEventListener("pagehide", stop);
  window.addEventListener("pageshow", ({ persisted }) => persisted && open());
  open();
  look();
};

const place = document.querySelector("[data-live]");
if (place) start(place);
