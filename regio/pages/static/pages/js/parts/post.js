/* Sends the editor's form from a script; the answer is JSON. Throws SignedOut when nobody is signed in any more.
   `renew(form)` fetches a fresh sign against forgery: signing in anew, in another window, made the old one worthless. */
export class SignedOut extends Error {}

export async function post(form, data, options = {}) {
  const answer = await once(form, data, options);
  if (!isForeign(answer)) return answer;
  if (!(await renew(form))) throw new SignedOut();
  data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  const again = await once(form, data, options);
  if (isForeign(again)) throw new SignedOut();
  return again;
}

/* One file with the rest of the form; `told(part)` hears how much has left. */
export function upload(form, data, told) {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => event.lengthComputable && told(event.loaded / event.total));
    request.addEventListener("load", () => {
      const said = read(request.responseText);
      if (said) done({ ok: request.status < 300, said });
      else failed(new SignedOut());
    });
    request.addEventListener("error", () => failed(new TypeError("network")));
    request.send(data);
  });
}

/* Everything typed, without files. */
export function typedIn(form, deed) {
  const data = new FormData(form);
  for (const input of form.querySelectorAll("input[type=file]")) data.delete(input.name);
  data.set("do", deed);
  return data;
}

/* The form names a new file from now on, before the section that shows it comes. */
export function keep(form, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements[name] ?? Object.assign(document.createElement("input"), { type: "hidden", name });
    field.value = value;
    if (!field.form) form.querySelector("#bloecke").append(field);
  }
}

const once = (form, body, options) => fetch(form.action, { method: "POST", body, redirect: "manual", headers: { Accept: "application/json" }, ...options });

const isForeign = (answer) => answer.type === "opaqueredirect" || answer.status === 403;

async function renew(form) {
  const answer = await fetch(form.action, { redirect: "manual", headers: { Accept: "text/html" } });
  if (!answer.ok) return false;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[name=csrfmiddlewaretoken]");
  if (fresh) form.elements.csrfmiddlewaretoken.value = fresh.value;
  return Boolean(fresh);
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null; // the page to sign in on
  }
}
