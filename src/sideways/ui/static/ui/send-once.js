// A second tap on a slow line must not send a form twice.
const RELEASE_AFTER = 10_000; // a download or a lost connection leaves the page as it is

export const sendOnce = (root) => {
  const release = (form) => {
    delete form.dataset.sending;
    form.removeAttribute("aria-busy");
  };

  root.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (form.method !== "post") return;
      if (form.dataset.sending) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      form.dataset.sending = "true";
      form.setAttribute("aria-busy", "true");
      setTimeout(() => release(form), RELEASE_AFTER);
      setTimeout(() => {
        // A script may have stopped the form; htmx stops it too, but sends it itself.
        if (event.defaultPrevented && !form.classList.contains("htmx-request")) release(form);
      });
    },
    { capture: true },
  );
  root.addEventListener("htmx:afterRequest", (event) => {
    // Saving a draft as somebody types does not end the sending.
    if (event.detail.requestConfig?.triggeringEvent?.type === "submit") release(event.target);
  });
  window.addEventListener("pageshow", () => {
    root.querySelectorAll("form[data-sending]").forEach(release);
  });
};
