// An uploader: its button has a name that is read aloud, in the language of the page.
export default function ({ data }) {
  const name = () => {
    const box = document.querySelector(`.st-key-${data.uploader}`);
    const button = box?.querySelector("[data-testid=stFileUploaderDropzone] button, button[data-testid=stBaseButton-secondary]");
    if (!button) return false;
    button.setAttribute("aria-label", data.button);
    // Streamlit gives the place to drop a file a label and the role of having none.
    box.querySelector("section[role=presentation]")?.setAttribute("role", "group");
    return true;
  };
  name();
  const watch = new MutationObserver(name);
  watch.observe(document.querySelector("[data-testid=stMain]"), { childList: true, subtree: true });
  return () => watch.disconnect();
}
