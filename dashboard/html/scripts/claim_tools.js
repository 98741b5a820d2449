// Below an opened claim: copy its link or its finding, cite it. A claim that is opened has the focus.
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
  if (data.citations.length) row.append(opening(words.cite, () => data.citations, status, words));
  row.append(status);
  parentElement.querySelector(".taking")?.remove();
  parentElement.append(row);
  takeFocus();
  return () => row.remove();
}
