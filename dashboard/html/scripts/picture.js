// Below a picture: take it away as PNG or SVG, cite it, copy its link, embed it.
// The picture that leaves has its title, unit, source and date inside; this machine serves Plotly.
const FAMILY = "system-ui, sans-serif";
const MARGIN = { l: 70, r: 70, t: 116, b: 84 };
const ABOVE = 38; // pixels between the plot and the subtitle: names of sides and flags stand there

let loading;
function plotly(path) {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = path;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => { loading = undefined; reject(new Error(path)); };
    document.head.append(script);
  });
  return loading;
}

function chartOf(data) {
  return document.querySelector(`.st-key-${data.chart} .js-plotly-plot`);
}

function folded(text, most) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line && line.length + word.length >= most) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines.join("<br>");
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

// As styles/page.css has it on the page: all text of the chart in the page's colour.
function inked(layout, colour) {
  for (const [name, value] of Object.entries(layout)) {
    if (!value || typeof value !== "object") continue;
    if (/font$/.test(name)) value.color = colour;
    inked(value, colour);
  }
  return layout;
}

function withTitle(chart, data) {
  const colours = getComputedStyle(document.querySelector("[data-testid=stApp]"));
  const layout = inked(JSON.parse(JSON.stringify(chart.layout)), colours.color);
  // The page's own font is not in an image: what is measured must be what is drawn.
  layout.font = { ...layout.font, color: colours.color, family: FAMILY };
  const line = (text, size, y, anchor, shift) => ({
    text: folded(escaped(text), size > 14 ? 90 : 150), x: 0, y, xref: "paper", yref: "paper", xanchor: "left",
    yanchor: anchor, yshift: shift, showarrow: false, align: "left",
    font: { size, color: colours.color, family: FAMILY },
  });
  const subtitle = line(data.subtitle, 13, 1, "bottom", ABOVE);
  const lines = (text) => text.split("<br>").length;
  layout.annotations = [
    ...(layout.annotations ?? []),
    line(data.finding, 20, 1, "bottom", ABOVE + 6 + 18 * lines(subtitle.text)),
    subtitle,
    line(data.source, 12, 0, "top", -44),
  ];
  if (layout.legend?.yanchor === "bottom" && layout.legend.y > 1) { // there the title stands
    layout.legend = { ...layout.legend, y: -0.01, yanchor: "top" };
  }
  const right = Math.max(MARGIN.r, chart.layout.margin?.r ?? 0); // names at the ends of lines
  const above = MARGIN.t + 18 * lines(subtitle.text) + 26 * (lines(folded(data.finding, 90)) - 1);
  layout.margin = { ...MARGIN, t: above, r: right, ...(data.margin ?? {}) };
  layout.paper_bgcolor = layout.plot_bgcolor = colours.backgroundColor;
  layout.autosize = false;
  return { data: JSON.parse(JSON.stringify(chart.data)), layout };
}

async function takeAway(data, format) {
  const chart = chartOf(data);
  const figure = withTitle(chart, data);
  const { t, b } = chart.layout.margin ?? {};
  const [above, below] = [t ?? 100, b ?? 80]; // as Plotly has them where nothing is said
  const drawn = chart.clientHeight - above - below; // stays as high: rows of text keep their room
  const [width, height] = [1200, Math.max(600, drawn + figure.layout.margin.t + figure.layout.margin.b)];
  const library = await plotly(data.plotly);
  const url = await library.toImage(figure, { format, width, height, scale: format === "png" ? 2 : 1 });
  save(url, `${data.file}.${format}`);
}

function save(url, name) {
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
}

function embedCode(data) {
  const address = new URL(location.href);
  address.searchParams.set("embed", "true");
  address.searchParams.set("chart", data.chart);
  const title = data.finding.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return `<iframe src="${address.href.replaceAll("&", "&amp;")}" title="${title}" width="100%" height="560" loading="lazy"></iframe>`;
}

// Whether another mark says all that this one does: a conflict has one above the line, one below it
// and some at other periods, and is one stop of the keyboard.
function isSaidBy(others, annotation, n) {
  const told = annotation.hovertext.split("<br>");
  return others.some((other, m) => {
    if (m === n || !other.hovertext) return false;
    const said = other.hovertext.split("<br>");
    return told.every((line) => said.includes(line)) && (said.length > told.length || m < n);
  });
}

// What speaks on hover speaks on focus, too: flags of events, marks of conflicts.
function letSpeak(data) {
  const chart = chartOf(data);
  if (!chart?.layout) return false;
  const flags = [...chart.querySelectorAll(".annotation")];
  const annotations = chart.layout.annotations ?? [];
  annotations.forEach((annotation, n) => {
    const flag = flags.find((one) => one.dataset.index === String(n));
    if (!flag || !annotation.hovertext || flag.hasAttribute("tabindex")) return;
    if (isSaidBy(annotations, annotation, n)) return;
    flag.setAttribute("tabindex", "0");
    flag.setAttribute("role", "img");
    flag.setAttribute("aria-label", annotation.hovertext.replaceAll("<br>", ". ").replaceAll(/<[^>]+>/g, ""));
    const area = flag.querySelector(".annotation-text-g rect, rect, text") ?? flag;
    const tell = (kind) => area.parentNode.dispatchEvent(new MouseEvent(kind, { bubbles: true }));
    flag.addEventListener("focus", () => { tell("mouseover"); });
    flag.addEventListener("blur", () => { tell("mouseout"); });
  });
  return true;
}

export default function ({ data, parentElement }) {
  const { words } = data;
  const row = made("div", "", { class: "taking", role: "group", "aria-label": words.group });
  const status = made("span", "", { role: "status" });
  const take = (format) => async (event) => {
    const pressed = event.currentTarget;
    pressed.disabled = true;
    status.textContent = "";
    try { await takeAway(data, format); } catch (error) { status.textContent = `${words.failed} ${error.message}`; }
    pressed.disabled = false;
  };
  row.append(
    button("PNG", words.png, take("png")),
    button("SVG", words.svg, take("svg")),
    button(words.link, words.link_name, () => copied(location.href, status, words.copied)),
    opening(words.cite, () => data.citations, status, words),
    opening(words.embed, () => [["HTML", embedCode(data)]], status, words),
    status,
  );
  parentElement.querySelector(".taking")?.remove();
  parentElement.append(row);
  const waiting = setInterval(() => { if (letSpeak(data)) clearInterval(waiting); }, 300);
  const again = setInterval(() => letSpeak(data), 2000);
  return () => { clearInterval(waiting); clearInterval(again); row.remove(); };
}
