// Every page: its language, and links that change the page without loading it again.
export default function ({ data }) {
  document.documentElement.lang = data.language;
  if (window.tradeproofFollowsLinks) return;
  window.tradeproofFollowsLinks = true;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const isOwn = link.origin === location.origin && (link.target || "_self") === "_self";
    if (!isOwn || link.hasAttribute("download") || !link.closest("[data-testid=stMain]")) return;
    if (link.getAttribute("href").startsWith("#") || link.closest("[data-testid=stPageLink]")) return;
    event.preventDefault();
    link.closest("details.menu")?.removeAttribute("open");
    if (link.href !== location.href) {
      history.pushState(null, "", link.href);
      window.tradeproofFollowed = link.href;
      window.dispatchEvent(new PopStateEvent("popstate")); // Streamlit shows the address then
    }
    document.querySelector("[data-testid=stMain]").scrollTo(0, 0);
  });
}
