// A checked text: a mark leads to its finding and back, both are shown, and the keyboard follows.
// Without this script they are plain anchors.
const LINKS = '.marked a[href^="#"], .findings a[href^="#"], .asks a[href^="#"], .doubt a[href^="#"]';

function nameOf(id) {
  return id.replace(/^(mark|finding)-/, "");
}

function stretchesOf(name) {
  return [...document.querySelectorAll(".marked [data-of]")].filter((one) =>
    one.dataset.of.split(" ").includes(name));
}

function show(name) {
  for (const one of document.querySelectorAll(".is-found")) one.classList.remove("is-found");
  document.getElementById(`finding-${name}`)?.classList.add("is-found");
  for (const one of stretchesOf(name)) one.classList.add("is-found");
}

function goTo(id) {
  const target = document.getElementById(id);
  if (!target) return;
  const closed = target.closest("details:not([open])");
  if (closed) closed.querySelector("summary").click();
  const name = nameOf(id);
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
  const isMark = id.startsWith("mark-");
  show(name);
  const focused = isMark ? target.closest("a") ?? target : target;
  focused.focus({ preventScroll: true });
  focused.scrollIntoView({ behavior, block: isMark ? "nearest" : "start" });
}

export default function ({ data }) {
  if (window.tradeproofText !== data.run) { // a text was checked: its verdict is where one reads on
    window.tradeproofText = data.run;
    document.getElementById(data.begin)?.focus({ preventScroll: true });
    document.querySelector("[data-testid=stMain]").scrollTo(0, 0);
  }
  if (window.tradeproofMarks) return;
  window.tradeproofMarks = true;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(LINKS);
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    goTo(link.getAttribute("href").slice(1));
  });
  document.addEventListener("focusin", (event) => {
    const mark = event.target.closest?.(".marked a[href^='#']");
    if (mark) show(nameOf(mark.getAttribute("href").slice(1)));
  });
}
