// Passkeys: asks the site for a challenge, the browser for the answer, and goes where the site says. Shown only where they work.

/** @param {Document} page */
export function passkeys(page) {
  if (!globalThis.PublicKeyCredential || !isSecureContext) return;
  for (const form of page.querySelectorAll("form[data-passkey]")) {
    const button = form.querySelector("[data-passkey-button]");
    if (!(form instanceof HTMLFormElement) || !(button instanceof HTMLButtonElement)) continue;
    button.hidden = false;
    for (const part of form.querySelectorAll("[data-passkey-part]")) if (part instanceof HTMLElement) part.hidden = false;
    for (const part of form.querySelectorAll("[data-passkey-none]")) if (part instanceof HTMLElement) part.hidden = true;
    button.addEventListener("click", () => { void run(form, button); });
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement} button
 */
async function run(form, button) {
  const say = form.querySelector("[data-fault]");
  if (say instanceof HTMLElement) say.hidden = true;
  button.disabled = true;
  try {
    await ceremony(form);
  } catch (error) {
    if (say instanceof HTMLElement) {
      say.textContent = error instanceof Refusal ? error.message : "The passkey was not used. You can try again.";
      say.hidden = false;
    }
  } finally {
    button.disabled = false;
  }
}

/** What the site answered instead of going on. */
class Refusal extends Error {}

/** @param {HTMLFormElement} form */
async function ceremony(form) {
  const path = form.dataset.passkey === "add" ? form.action : form.action + "/passkey";
  const asked = await send(path + "/options", new FormData(form));
  const credential = form.dataset.passkey === "enter"
    ? await navigator.credentials.get({ publicKey: request(asked) })
    : await navigator.credentials.create({ publicKey: creation(asked) });
  if (!(credential instanceof PublicKeyCredential)) throw new Error("no passkey");
  const answer = new FormData(form);
  answer.set("credential", JSON.stringify(written(credential)));
  const { to } = await send(path, answer);
  location.assign(to);
}

/**
 * @param {string} path
 * @param {FormData} fields
 */
async function send(path, fields) {
  fields.delete("password");
  const response = await fetch(path, { method: "POST", body: fields, headers: { Accept: "application/json" } });
  const type = response.headers.get("Content-Type") ?? "";
  const body = type.startsWith("application/json") ? await response.json() : {};
  if (!response.ok) throw new Refusal(body.fault ?? "That did not work. Please load the page again.");
  return body;
}

/** @param {any} asked */
const creation = asked => ({
  ...asked,
  challenge: bytes(asked.challenge),
  user: { ...asked.user, id: bytes(asked.user.id) },
  excludeCredentials: (asked.excludeCredentials ?? []).map(named),
});

/** @param {any} asked */
const request = asked => ({ ...asked, challenge: bytes(asked.challenge), allowCredentials: (asked.allowCredentials ?? []).map(named) });

/** @param {any} credential */
const named = credential => ({ ...credential, id: bytes(credential.id) });

/** @param {PublicKeyCredential} credential */
function written(credential) {
  const response = credential.response;
  const shared = { clientDataJSON: text(response.clientDataJSON) };
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: response instanceof AuthenticatorAttestationResponse
      ? { ...shared, attestationObject: text(response.attestationObject), transports: response.getTransports?.() ?? [] }
      : assertion(shared, /** @type {AuthenticatorAssertionResponse} */ (response)),
  };
}

/**
 * @param {object} shared
 * @param {AuthenticatorAssertionResponse} response
 */
const assertion = (shared, response) => ({
  ...shared,
  authenticatorData: text(response.authenticatorData),
  signature: text(response.signature),
  userHandle: response.userHandle ? text(response.userHandle) : null,
});

/** base64url to bytes. @param {string} coded */
function bytes(coded) {
  const plain = atob(coded.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, c => c.charCodeAt(0));
}

/** Bytes to base64url. @param {ArrayBuffer} buffer */
const text = buffer => btoa(Array.from(new Uint8Array(buffer), b => String.fromCharCode(b)).join("")).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
