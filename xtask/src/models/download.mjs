// Downloads a URL to standard output. Ends with an error after a time limit.
const [url, milliseconds, maxBytes] = process.argv.slice(1);
const CONNECT_MS = 10_000;

const connection = new AbortController();
const connecting = setTimeout(() => connection.abort(), CONNECT_MS);
const signal = AbortSignal.any([connection.signal, AbortSignal.timeout(Number(milliseconds))]);
try {
  const response = await fetch(url, { signal });
  clearTimeout(connecting);
  if (!response.ok) throw new Error(`the server answers ${response.status}`);
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.length;
    if (length > Number(maxBytes)) throw new Error("the file is far too long");
    process.stdout.write(chunk);
  }
} catch (error) {
  console.error(`${url}: ${error.cause?.code ?? error.message}`);
  process.exitCode = 1;
}
