// "Tap up to 3": says how many are chosen, and holds people to that many. The form checks it again.
export const holdToMost = (chips) => {
  const most = Number(chips.dataset.most);
  const boxes = [...chips.querySelectorAll("input[type=checkbox]")];
  const status = chips.querySelector("[role=status]");

  const update = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    const full = chosen >= most;
    chips.classList.toggle("chips--full", full);
    boxes.forEach((box) => (box.disabled = full && !box.checked));
    const { i18nFull, i18nSome } = chips.dataset;
    status.textContent = full ? i18nFull : chosen > 0 ? i18nSome.replace("%{chosen}", chosen) : "";
  };

  chips.dataset.held = "true";
  chips.addEventListener("change", update);
  update();
};
