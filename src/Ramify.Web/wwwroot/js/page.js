// What script adds to a page that works without it: each part finds its own elements, or does nothing.
import { switchTheme } from "./theme-switch.js";
import { share } from "./share.js";
import { person } from "./person.js";
import { mapViews } from "./map/views.js";
import { space } from "./space.js";

switchTheme(document);
share(document);
person(document);
// What few pages have, or few readers use, comes where it is wanted.
const paste = () => void import("./paste.js").then(part => part.paste(document));
if (document.querySelector("main form[data-paste]")) paste();
else document.querySelector("form[data-paste]")?.addEventListener("focusin", paste, { once: true });
if (document.querySelector("form[data-passkey]")) void import("./passkey.js").then(part => part.passkeys(document));
for (const views of document.querySelectorAll("[data-views]")) {
  if (!(views instanceof HTMLElement)) continue;
  mapViews(views);
  space(views);
}
