// Every page: its language, the names of Streamlit's widgets in it, and links that change the page
// without loading it again.

// Scrolls to the part of a page that an address names while the page is drawn, unless the reader does.
function showPart(id) {
  whileDrawn(() => {
    const part = document.getElementById(id);
    const isDrawn = part?.getClientRects().length > 0;
    const isThere = isDrawn && part.getBoundingClientRect().top < 160;
    if (!isThere) part?.scrollIntoView();
    return isThere;
  });
}

export default function ({ data }) {
  document.documentElement.lang = data.language;
  // It is a stop of the keyboard, which scrolls the page there.
  document.querySelector("[data-testid=stMain]")?.setAttribute("aria-label", data.content);
  nameWidgets(data.names);
  if (window.tradeproofFollowsLinks) return;
  window.tradeproofFollowsLinks = true;
  if (location.hash) showPart(location.hash.slice(1));
  keepToolbarsShort();
  document.addEventListener("click", (event) => {
    const drawn = event.target.closest?.("a");
    const within = drawn?.href?.baseVal; // of a picture: the name of a row
    const link = within ? Object.assign(document.createElement("a"), { href: within, target: "_self" }) : drawn;
    if (!link?.href || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const isOwn = link.origin === location.origin && (link.target || "_self") === "_self";
    if (!isOwn || link.hasAttribute("download") || !drawn.closest("[data-testid=stMain]")) return;
    if (link.getAttribute("href").startsWith("#") || drawn.closest("[data-testid=stPageLink]")) return;
    event.preventDefault();
    drawn.closest("details.menu")?.removeAttribute("open");
    if (link.href !== location.href) {
      history.pushState(null, "", link.href);
      window.tradeproofFollowed = link.href;
      window.dispatchEvent(new PopStateEvent("popstate")); // Streamlit shows the address then
    }
    document.querySelector("[data-testid=stMain]").scrollTo(0, 0);
    if (link.hash) showPart(link.hash.slice(1));
  });
}

// What Streamlit names in English has its name in the language of the page: attributes that are read
// aloud or shown, and the few texts of its own. What is named otherwise is not touched.
const NAMED = ["aria-label", "placeholder", "title"];
const TEXTS = 'a[href="#stMain"], [role=tooltip], [role=option], [role=menu], [data-testid=stTooltipContent], '
  + "[data-testid=InputInstructions], [data-testid=stSelectboxVirtualDropdownEmpty], [data-testid=stDataFrameColumnMenu]";

function nameWidgets(names) {
  const said = window.tradeproofNames ??= { given: [], names: "" };
  if (said.names === JSON.stringify(names)) return;
  for (const [node, attribute, was, own] of said.given) { // of another language
    if (attribute && node.getAttribute(attribute) === own) node.setAttribute(attribute, was);
    if (!attribute && node.data === own) node.data = was;
  }
  said.given = [];
  said.names = JSON.stringify(names);
  said.watch?.disconnect();
  const exact = new Map(names.filter(([name]) => !name.includes("{it}")));
  const parts = names.filter(([name]) => name.includes("{it}")).map(([name, own]) => [...name.split("{it}"), own]);
  const inLanguage = (text) => {
    if (exact.has(text)) return exact.get(text);
    const part = parts.find(([start, end]) =>
      text.length > start.length + end.length && text.startsWith(start) && text.endsWith(end));
    return part && part[2].replace("{it}", () => text.slice(part[0].length, text.length - part[1].length));
  };
  // The name of a field is its label as Markdown: what is escaped there is read aloud as it is meant.
  const plain = (text) => text.replace(/\\([\\`*_[\]<>$~|&.)+#=-])/g, "$1").replaceAll("\u2060", "");
  const give = (node, attribute, was, own) => {
    if (own === undefined || own === was) return;
    if (attribute) node.setAttribute(attribute, own);
    else node.data = own;
    said.given.push([node, attribute, was, own]);
  };
  const rename = () => {
    said.isDue = false;
    said.given = said.given.filter(([node]) => node.isConnected);
    for (const attribute of NAMED) {
      for (const node of document.querySelectorAll(`[${attribute}]`)) {
        const text = node.getAttribute(attribute);
        if (attribute === "aria-label" && plain(text) !== text) node.setAttribute(attribute, plain(text));
        give(node, attribute, text, inLanguage(plain(text)));
      }
    }
    for (const box of document.querySelectorAll(TEXTS)) {
      const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) give(texts.currentNode, null, texts.currentNode.data, exact.get(texts.currentNode.data));
    }
  };
  said.watch = new MutationObserver(() => {
    if (!said.isDue) requestAnimationFrame(rename);
    said.isDue = true;
  });
  said.watch.observe(document.body, { childList: true, subtree: true, attributeFilter: NAMED });
  rename();
}

// The tools of a grid are one stop of the keyboard, between which the arrows lead: with the grid, two.
function keepToolbarsShort() {
  const shorten = () => {
    for (const bar of document.querySelectorAll("[data-testid=stDataFrame] [data-testid=stElementToolbar]")) {
      const buttons = [...bar.querySelectorAll("button")];
      const stop = buttons.find((one) => one === document.activeElement)
        ?? buttons.find((one) => one.tabIndex === 0) ?? buttons[0];
      for (const one of buttons) {
        const index = one === stop ? 0 : -1;
        if (one.tabIndex !== index) one.tabIndex = index;
      }
    }
  };
  // The pane that scrolls a grid is no stop of its own: the arrows scroll the grid.
  const passScrollers = () => {
    for (const pane of document.querySelectorAll("[data-testid=stDataFrame] .dvn-scroller")) {
      if (pane.tabIndex !== -1 || !pane.hasAttribute("tabindex")) pane.tabIndex = -1;
    }
  };
  document.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const bar = step && event.target.closest?.("[data-testid=stElementToolbar]");
    if (!bar) return;
    const buttons = [...bar.querySelectorAll("button")];
    buttons[(buttons.indexOf(event.target) + step + buttons.length) % buttons.length].focus();
    shorten();
    event.preventDefault();
  });
  window.addEventListener("keydown", (event) => { // the arrows go from cell to cell, Tab goes on
    const grid = event.key === "Tab" && event.target.closest?.("[data-testid=data-grid-canvas]");
    if (!grid) return;
    event.stopImmediatePropagation();
    // A cell is no stop (-1), and from the last such one of an opened box Chrome goes back to the box's first stop.
    grid.focus({ preventScroll: true });
  }, true);
  const keep = () => { shorten(); passScrollers(); };
  new MutationObserver(keep).observe(document.body, { childList: true, subtree: true });
  keep();
}
