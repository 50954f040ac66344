// Passkeys: asks the browser to make one or to use one, and sends the answer as a plain form.
const bytesOf = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const textOf = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const withBytes = (credentials) => credentials?.map((credential) => ({ ...credential, id: bytesOf(credential.id) }));

const optionsOf = ({ publicKey }) => ({
  publicKey: {
    ...publicKey,
    challenge: bytesOf(publicKey.challenge),
    ...(publicKey.user && { user: { ...publicKey.user, id: bytesOf(publicKey.user.id) } }),
    ...(publicKey.excludeCredentials && { excludeCredentials: withBytes(publicKey.excludeCredentials) }),
    ...(publicKey.allowCredentials && { allowCredentials: withBytes(publicKey.allowCredentials) }),
  },
});

const answerOf = (credential) => {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  return {
    id: credential.id,
    rawId: textOf(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: {
      ...Object.fromEntries(parts.filter((part) => response[part]).map((part) => [part, textOf(response[part])])),
      ...(response.getTransports && { transports: response.getTransports() }),
    },
  };
};

const pageData = () => JSON.parse(document.getElementById("passkey-data").textContent);

const ways = {
  create: () => {
    const options = optionsOf(pageData().creation_options);
    // A passkey is enough by itself: the device keeps it and checks that it is you.
    options.publicKey.authenticatorSelection = {
      ...options.publicKey.authenticatorSelection,
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    };
    return navigator.credentials.create(options);
  },
  get: () => navigator.credentials.get(optionsOf(pageData().request_options)),
  "sign-in": async (form) => {
    const response = await fetch(form.action, {
      headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" },
    });
    if (!response.ok) throw new Error("The site did not answer.");
    return navigator.credentials.get(optionsOf((await response.json()).request_options));
  },
};

const start = (form) => {
  if (!window.PublicKeyCredential) return;
  const wrong = form.querySelector("[data-passkey-error]");
  form.hidden = false;
  form.querySelector("button").addEventListener("click", async () => {
    wrong.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(answerOf(await ways[form.dataset.passkey](form)));
      form.submit();
    } catch {
      wrong.hidden = false; // stopped by the person, or not possible here: the page offers other ways
    }
  });
};

document.querySelectorAll("[data-passkey]").forEach(start);
