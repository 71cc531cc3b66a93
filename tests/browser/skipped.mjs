// Reporter that prints each skipped test with its reason at the end, so that no gap is overlooked.

export default class Skipped {
  #lines = [];

  onTestEnd(test, { status }) {
    if (status !== 'skipped') return;
    const reason = test.annotations.find((it) => it.type === 'skip')?.description ?? 'an earlier test failed';
    this.#lines.push(`# SKIPPED: ${test.titlePath().filter(Boolean).join(' › ')}: ${reason}`);
  }

  onEnd() {
    for (const line of this.#lines) console.log(line);
  }

  printsToStdio() {
    return false;
  }
}
