/* Sends one file with the hidden fields of its form; `told(part)` hears how much has left. Answers {ok, text}. */
export function send(input, blob, name, told) {
  const body = new FormData();
  for (const field of input.form.querySelectorAll("input[type=hidden][name]")) body.append(field.name, field.value);
  body.append(input.name, blob, name);
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", input.form.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => event.lengthComputable && told(event.loaded / event.total));
    request.addEventListener("load", () => done({ ok: request.status === 201, text: request.response?.title ?? "" }));
    request.addEventListener("error", () => done({ ok: false, text: "" }));
    request.send(body);
  });
}
