// A checked text stays in the tab of the browser, also when its page is loaded again: in the storage
// of the session, which no address and no other tab has, and which ends with the tab.
const KEPT_TEXT = "tradeproof-text";

export default function ({ data, setTriggerValue }) {
  try {
    if (data.forget) sessionStorage.removeItem(KEPT_TEXT);
    if (data.keep) {
      sessionStorage.removeItem(KEPT_TEXT); // one that is too large to keep leaves none behind
      sessionStorage.setItem(KEPT_TEXT, JSON.stringify(data.keep));
    }
    if (data.restore) {
      const kept = sessionStorage.getItem(KEPT_TEXT);
      if (kept) setTriggerValue("restored", JSON.parse(kept));
    }
  } catch (error) {
    console.warn("The text is not kept in this tab.", error); // no storage, no room or another's text
  }
}
