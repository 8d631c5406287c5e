// What script adds to a page that works without it: each part finds its own elements, or does nothing.
import { switchTheme } from "./theme-switch.js";
import { fold } from "./fold.js";
import { paste } from "./paste.js";
import { share } from "./share.js";
import { person } from "./person.js";
import { mapViews } from "./map/views.js";
import { space } from "./space.js";

switchTheme(document);
share(document);
paste(document);
person(document);
// Few pages have it, so those fetch it.
if (document.querySelector("form[data-passkey]")) void import("./passkey.js").then(part => part.passkeys(document));
for (const views of document.querySelectorAll("[data-views]")) {
  if (!(views instanceof HTMLElement)) continue;
  fold(views);
  mapViews(views);
  space(views);
}
