/* Pictures in the browser: drawn small for the list, made smaller before they travel. The server trusts neither. */
const LONGEST = 2560;
const HEAVY = 1_500_000;

/* A canvas no longer than `longest` with the picture standing upright, or null when the browser cannot read it. */
export async function draw(file, longest) {
  if (!file.type.startsWith("image/") || file.type === "image/svg+xml") return null;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return canvas;
  } catch {
    return null;
  }
}

/* A photo of a phone has some 5 MB; 2,560 points across are more than anything here shows. */
export async function shrunk(file) {
  if (file.type !== "image/jpeg" || file.size < HEAVY) return file;
  const canvas = await draw(file, LONGEST);
  const blob = canvas && (await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.88)));
  return blob && blob.type === "image/jpeg" && blob.size < file.size ? blob : file;
}
