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
    status.textContent = full
      ? `${most} chosen. To choose another, take one away.`
      : chosen > 0 ? `${chosen} of ${most} chosen` : "";
  };

  chips.dataset.held = "true";
  chips.addEventListener("change", update);
  update();
};
