// Below an opened claim: copy its link or its finding, cite it. A claim that is opened has the focus.
function made(tag, text, attributes = {}) {
  const element = document.createElement(tag);
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

async function copied(text, status, said) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // a page that is not served by HTTPS or from this machine has no clipboard
    const area = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  status.textContent = said;
}

function button(text, name, act) {
  const element = made("button", text, { type: "button", "aria-label": name, title: name });
  element.addEventListener("click", act);
  return element;
}

function citations(data, status) {
  const { words } = data;
  const details = made("details", "", { class: "taken" });
  const box = made("div", "");
  for (const [title, text] of data.citations) {
    const head = made("p", "");
    head.append(made("strong", title), button(words.copy, `${words.copy}: ${title}`, () => copied(text, status, words.copied)));
    box.append(head, made("pre", text, { tabindex: "0", "aria-label": title }));
  }
  details.append(made("summary", words.cite), box);
  return details;
}

// Only where a link of this page opened it: a page that is loaded starts at its top.
function takeFocus() {
  if (window.tradeproofFollowed !== location.href) return;
  window.tradeproofFollowed = undefined;
  document.getElementById("claim")?.focus({ preventScroll: true });
}

export default function ({ data, parentElement }) {
  const { words } = data;
  const address = new URL(`/check?${data.query}`, location.origin).href;
  const row = made("div", "", { class: "taking", role: "group", "aria-label": words.group });
  const status = made("span", "", { role: "status" });
  row.append(
    button(words.link, words.link_name, () => copied(address, status, words.copied)),
    button(words.text, words.text, () => copied(`${data.text}\n${address}`, status, words.copied)),
  );
  if (data.citations.length) row.append(citations(data, status));
  row.append(status);
  parentElement.querySelector(".taking")?.remove();
  parentElement.append(row);
  takeFocus();
  return () => row.remove();
}
