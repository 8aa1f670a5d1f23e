// Keys for the queue. Without this file every button still works.

const cards = [...document.querySelectorAll(".queue .card")];
const here = () => document.activeElement.closest(".queue .card");

function go(by) {
  const at = cards.indexOf(here());
  const card = cards[Math.min(cards.length - 1, Math.max(0, at + by))];
  card?.focus();
}

// Words selected in a claim's text become the value of its correction.
function chosen(card) {
  const selection = window.getSelection();
  const inside = selection && !selection.isCollapsed && card.querySelector("blockquote").contains(selection.anchorNode);
  return inside ? selection.toString().trim() : "";
}

function correct(card) {
  const details = card.querySelector("details");
  const words = chosen(card);
  details.open = true;
  const value = details.querySelector("input[name=value]");
  if (words) value.value = words;
  details.querySelector("select[name=slot]").focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  const key = event.key.toLowerCase();
  const card = here() ?? cards[0];
  if (key === "j") go(here() ? 1 : 0);
  else if (key === "k") go(-1);
  else if (key === "c" && card) correct(card);
  else if (key === "u") document.querySelector('.undo button[data-key="u"]')?.click();
  else if ((key === "a" || key === "r") && card) card.querySelector(`button[data-key="${key}"]`)?.click();
  else return;
  event.preventDefault();
});

cards[0]?.focus({ preventScroll: true });
