// The text and its claims move together: what is pointed at, focused or scrolled to on one side is shown on the other.
// Without this file the page still works: numbers link both ways, and each claim lists its words.

const article = document.querySelector("article");
const panel = document.querySelector(".claims");
const cards = [...panel.querySelectorAll(".card")];
const marks = [...article.querySelectorAll("mark")];
const wide = window.matchMedia("(min-width: 60rem)");
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const names = Object.fromEntries(
  [...panel.querySelectorAll("[data-slot]")].map((row) => [row.dataset.slot, row.querySelector("dt").textContent]),
);
let pinned = null;

const numbersOf = (mark) => (mark.dataset.claims ?? "").split(" ").filter(Boolean);
const slotsOf = (mark, number) =>
  (mark.dataset.slots ?? "").split(" ").filter((each) => each.startsWith(`${number}:`)).map((each) => each.split(":")[1]);

function show(number) {
  for (const card of cards) card.classList.toggle("lit", card.dataset.claim === number);
  for (const mark of marks) {
    const slots = number === null ? [] : slotsOf(mark, number);
    mark.classList.toggle("lit", number !== null && (numbersOf(mark).includes(number) || slots.length > 0));
    if (slots.length) mark.dataset.role = slots.map((slot) => names[slot] ?? slot).join(", ");
    else delete mark.dataset.role;
  }
}

function reveal(element, box) {
  const inner = element.getBoundingClientRect();
  const outer = box === window ? { top: 0, bottom: window.innerHeight } : box.getBoundingClientRect();
  if (inner.top >= outer.top && inner.bottom <= outer.bottom) return;
  const by = inner.top - outer.top - (outer.bottom - outer.top) / 4;
  box.scrollBy({ top: by, behavior: calm.matches ? "auto" : "smooth" });
}

for (const card of cards) {
  const number = card.dataset.claim;
  card.addEventListener("pointerenter", () => show(number));
  card.addEventListener("pointerleave", () => show(pinned));
  card.addEventListener("focusin", () => {
    pinned = number;
    show(number);
    if (wide.matches) reveal(document.getElementById(`e${number}`), window);
  });
}

for (const mark of marks) {
  const number = numbersOf(mark)[0];
  if (!number) continue;
  mark.addEventListener("pointerenter", () => {
    show(number);
    if (wide.matches) reveal(cards[number - 1], panel);
  });
  mark.addEventListener("pointerleave", () => show(pinned));
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") show((pinned = null));
});

// As the text scrolls, the claim of the topmost marked sentence comes into view beside it.
const watcher = new IntersectionObserver(
  (entries) => {
    const seen = entries.filter((entry) => entry.isIntersecting).map((entry) => entry.target);
    if (seen.length && wide.matches && !panel.matches(":hover, :focus-within")) reveal(cards[numbersOf(seen[0])[0] - 1], panel);
  },
  { rootMargin: "-10% 0px -60% 0px" },
);
for (const mark of marks) if (mark.dataset.claims) watcher.observe(mark);
