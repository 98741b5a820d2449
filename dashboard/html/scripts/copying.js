// What several scripts need: elements, buttons, texts to copy, and what waits for the page to be drawn.
// It stands before each of them.
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

// What a button opens: texts to copy, each with its name.
function opening(name, texts, status, words) {
  const details = made("details", "", { class: "taken" });
  const box = made("div", "");
  for (const [title, text] of texts()) {
    const head = made("p", "");
    head.append(made("strong", title), button(words.copy, `${words.copy}: ${title}`, () => copied(text, status, words.copied)));
    box.append(head, made("pre", text, { tabindex: "0", "aria-label": title }));
  }
  details.append(made("summary", name), box);
  return details;
}

// Does something again and again while a page is drawn, until it says that it is done, five seconds are
// over or the reader acts.
function whileDrawn(act) {
  const end = Date.now() + 5000;
  let isLeft = false;
  const leave = () => { isLeft = true; };
  for (const kind of ["wheel", "touchstart", "keydown", "mousedown"]) addEventListener(kind, leave, { once: true });
  const again = () => {
    if (!isLeft && Date.now() < end && !act()) setTimeout(again, 100);
  };
  again();
}
