/* Finds the number behind an ALTCHA challenge: the one whose hash with the salt is the challenge. */
const letters = new TextEncoder();

onmessage = async ({ data }) => {
  const wanted = Uint8Array.from(data.challenge.match(/../g), (pair) => Number.parseInt(pair, 16));
  for (let number = 0; number <= data.maxNumber; number += 1) {
    const found = new Uint8Array(await crypto.subtle.digest("SHA-256", letters.encode(data.salt + number)));
    if (found.every((byte, index) => byte === wanted[index])) {
      const { algorithm, challenge, salt, signature } = data;
      postMessage(btoa(JSON.stringify({ algorithm, challenge, number, salt, signature })));
      return;
    }
  }
};
