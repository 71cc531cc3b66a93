// Writes what is published at an address to standard output, and gives up rather than wait.
const [url, milliseconds, longest] = process.argv.slice(1);
const CONNECT_MS = 10_000;

const patience = new AbortController();
const connecting = setTimeout(() => patience.abort(), CONNECT_MS);
const signal = AbortSignal.any([patience.signal, AbortSignal.timeout(Number(milliseconds))]);
try {
  const answer = await fetch(url, { signal });
  clearTimeout(connecting);
  if (!answer.ok) throw new Error(`the server answers ${answer.status}`);
  let length = 0;
  for await (const chunk of answer.body) {
    length += chunk.length;
    if (length > Number(longest)) throw new Error("the file is far too long");
    process.stdout.write(chunk);
  }
} catch (error) {
  console.error(`${url}: ${error.cause?.code ?? error.message}`);
  process.exitCode = 1;
}
