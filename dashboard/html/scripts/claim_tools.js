// Below an opened claim: copy its link or its finding, cite it. A claim that is opened has the focus.
// Only where a link of this page opened it: a page that is loaded starts at its top.
function takeFocus() {
  const claim = claimOf(location.href);
  if (!window.tradeproofFollowed || claimOf(window.tradeproofFollowed) !== claim) return;
  window.tradeproofFollowed = undefined;
  let taken;
  whileDrawn(() => { // the heading may come after its tools, and may be drawn anew
    const heading = document.getElementById("claim");
    const isLost = (document.activeElement ?? document.body) === document.body;
    if (!heading || claimOf(location.href) !== claim || (heading === taken && !isLost)) return;
    taken = heading;
    heading.focus({ preventScroll: true });
  });
}

const claimOf = (address) => new URL(address).searchParams.get("claim");

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
