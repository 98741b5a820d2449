({
  // Text of a chart that has less than 4.5:1 against the page.
  paleChartText() {
    const channel = (v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
    const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const seen = (colours) => { // painted over each other, as a screen shows them
      canvas.clearRect(0, 0, 1, 1);
      for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
      return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const page = getComputedStyle(document.querySelector(".stApp")).backgroundColor;
    const found = [];
    for (const text of document.querySelectorAll(".js-plotly-plot svg text")) {
      const style = getComputedStyle(text);
      const box = text.getBoundingClientRect();
      if (!text.textContent.trim() || !box.width || style.visibility === "hidden") continue;
      if (text.closest(".hoverlayer, .bartext, .slicetext, .treemaplayer")) continue;
      canvas.globalAlpha = 1;
      const [low, high] = [seen([page, style.fill]), seen([page])].map(luminance).sort((a, b) => a - b);
      const ratio = (high + 0.05) / (low + 0.05);
      const opacity = style.opacity * style.fillOpacity;
      if (ratio < 4.5 || opacity < 0.8) found.push(`${text.textContent.slice(0, 40)}: ${ratio.toFixed(2)}`);
    }
    return found;
  },
  // Text that is cut off, or wider than the screen though nobody can scroll to the rest of it.
  lostText() {
    const main = document.querySelector("[data-testid=stMain]");
    const found = [];
    const isOnlyHeard = (e) => { // in a box of one pixel
      for (let up = e; up && up !== main; up = up.parentElement) {
        if (up.clientWidth === 1 && getComputedStyle(up).overflowX === "hidden") return true;
      }
      return false;
    };
    for (const e of main.querySelectorAll("h1, h2, h3, h4, p, a, td, th, li, button, label, summary, small, span")) {
      const box = e.getBoundingClientRect();
      if (!box.width || !e.textContent.trim() || e.closest(".js-plotly-plot, [data-testid=stDataFrame], [aria-hidden=true]:not(label *)") || isOnlyHeard(e)) continue;
      const style = getComputedStyle(e);
      const name = `${e.tagName} ${e.textContent.trim().slice(0, 50)}`;
      let scrolls = false;
      for (let up = e; up && up !== main; up = up.parentElement) {
        scrolls ||= /auto|scroll/.test(getComputedStyle(up).overflowX) && up.tabIndex >= 0;
      }
      if (!scrolls && box.right > innerWidth + 1) found.push(`wide: ${name}`);
      const hides = (side) => /hidden|clip/.test(style[`overflow${side}`]);
      const cut = (hides("X") && e.scrollWidth > e.clientWidth + 2) || (hides("Y") && e.scrollHeight > e.clientHeight + 4);
      if (cut && e.clientWidth > 1) found.push(`cut: ${name}`);
    }
    return [...new Set(found)];
  },
  // Texts that lie over each other.
  overlappingText() {
    const main = document.querySelector("[data-testid=stMain]");
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    const boxes = [];
    const isClipped = (box, e) => { // as in something that is folded or scrolled away
      for (let up = e; up && up !== main; up = up.parentElement) {
        const edge = up.getBoundingClientRect();
        const hidden = getComputedStyle(up).overflowY !== "visible";
        if (hidden && (box.bottom > edge.bottom + 2 || box.top < edge.top - 2)) return true;
      }
      return false;
    };
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const e = node.parentElement;
      if (!node.textContent.trim() || e.closest(".unseen, script, style, [data-testid=stDataFrame], .hoverlayer, [role=tooltip]")) continue;
      const style = getComputedStyle(e);
      if (style.visibility === "hidden" || style.opacity === "0" || !e.checkVisibility()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width > 2 && box.height > 2 && !isClipped(box, e)) boxes.push([box, e, node.textContent.trim().slice(0, 30)]);
      }
    }
    const found = [];
    for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
      const [[a, one, first], [b, other, second]] = [boxes[i], boxes[j]];
      if (one.closest(".st-key-bar") !== other.closest(".st-key-bar")) continue; // it stays on top
      const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (width > 3 && height > 0.45 * Math.min(a.height, b.height)) found.push(`${first} / ${second}`);
    }
    return [...new Set(found)];
  },
  // Where the focus of the keyboard is; null where it has left the page.
  stop() {
    const e = document.activeElement;
    if (!e || e === document.body) return null;
    window.tradeproofStops ??= [];
    const first = window.tradeproofStops.indexOf(e) >= 0;
    const before = window.tradeproofStops.at(-1);
    window.tradeproofStops.push(e);
    return {
      name: `${e.tagName.toLowerCase()} ${e.getAttribute("aria-label") ?? e.textContent.trim().slice(0, 40)}`,
      again: first, inGrid: !!e.closest("[data-testid=stDataFrame]"),
      follows: !before || !!(before.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING) || before.contains(e),
    };
  },
  // Controls that no stop of the keyboard was: a group of radios or tabs is one stop.
  unreached() {
    const stops = window.tradeproofStops;
    const controls = document.querySelectorAll(
      "a[href], button, input, select, textarea, summary, [role=button], [role=combobox], [role=radio], [role=tab], [role=slider]");
    const group = "[role=radiogroup], [role=tablist], [data-testid=stFileUploader], [data-testid=stDataFrame], [data-testid=stDateInput]";
    return [...controls].filter((e) => {
      const box = e.getBoundingClientRect();
      if (e.disabled || box.width < 2 || !e.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
      if (e.closest(".unseen, [aria-hidden=true], [data-testid=stHeader], [inert]")) return false;
      return !stops.some((s) => s === e || s.contains(e) || e.contains(s) || (e.closest(group) && e.closest(group).contains(s))
        || (e.closest("[data-baseweb=select], [data-testid=stSelectbox], [data-testid=stMultiSelect]")?.contains(s)));
    }).map((e) => `${e.tagName} ${e.getAttribute("aria-label") ?? e.textContent.trim().slice(0, 40)} ${e.className}`);
  },
  // Stops that look the same with and without the focus.
  unseenFocus() {
    const look = (e) => {
      const looks = [];
      for (let up = e, n = 0; up && n < 4; up = up.parentElement, n++) {
        const s = getComputedStyle(up);
        looks.push(s.outlineStyle === "none" || parseFloat(s.outlineWidth) === 0 ? "" : s.outline, s.boxShadow, s.borderColor, s.backgroundColor);
      }
      return looks.join("|");
    };
    return [...new Set(window.tradeproofStops)].filter((e) => {
      if (!e.isConnected || e.closest("[data-testid=stDataFrame]")) return false;
      e.focus({ focusVisible: true, preventScroll: true });
      const focused = look(e);
      e.blur();
      return focused === look(e);
    }).map((e) => `${e.tagName} ${e.getAttribute("aria-label") ?? e.textContent.trim().slice(0, 40)}`);
  },
})
