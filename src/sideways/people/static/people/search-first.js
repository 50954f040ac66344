// A long list becomes a box to type into. Without this script, the list is there and works.
for (const place of document.querySelectorAll("[data-search-first]")) {
  const search = place.querySelector("template").content.cloneNode(true);
  place.replaceChildren(search);
  window.htmx.process(place);
}
