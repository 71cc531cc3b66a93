// Runs in Node.js for arm64: embeds photos with one flavour of the worker's program, and decides pairs.
//
// Input: a file of JSON with the flavour's folder, the models, the networks, the photos and the pairs.
// Output: one line of JSON.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const task = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { default: load, Evaluator } = await import(pathToFileURL(path.join(task.program, 'evaluation.js')));
await load({ module_or_path: readFileSync(path.join(task.program, 'evaluation_bg.wasm')) });
const evaluator = new Evaluator(JSON.stringify(task.models), task.recogniser, ...task.networks.map((file) => readFileSync(file)));

const embeddings = {};
for (const photo of task.photos) {
  const numbers = evaluator.embed(readFileSync(photo));
  embeddings[path.basename(photo)] = numbers ? [...numbers] : null;
}
const decisions = task.pairs.map(({ left, right }) => {
  const [document, live] = [embeddings[left], embeddings[right]].map((numbers) => numbers && Float32Array.from(numbers));
  return document && live ? evaluator.same(live, document) : null;
});
console.log(JSON.stringify({ architecture: process.arch, embeddings, decisions }));
