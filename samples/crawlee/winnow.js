// A `winnow pipe` child process for Node: one promise for each page. Answers come in the order of the
// pages, so a queue of promises is all the bookkeeping there is.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export class Winnow {
  #child;
  #program;
  #waiting = [];
  #failure = null; // why no page is taken any more
  #draining = null; // until the program has taken what was written

  /** Starts `program pipe` with more arguments, such as --jobs. */
  constructor({ program = 'winnow', args = [] } = {}) {
    this.#program = program;
    this.#child = spawn(program, ['pipe', ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#waiting.shift()?.resolve(JSON.parse(line)));
    this.#child.on('error', (error) => this.#fail(`cannot be started: ${error.message}`));
    this.#child.on('close', (code, signal) => this.#fail(`has ended${signal ? ` by ${signal}` : `, status ${code}`}`));
    this.#child.stdin.on('error', () => {}); // 'close' says why
  }

  /**
   * The record of a page {id, url, html, content_type}, or {id, error} where it has no article. Rejects at once when the
   * program is missing or has ended. Await it, or at least `ready()`, before the next page of a long list: what the
   * program has not read yet is held in memory.
   */
  async clean(page) {
    if (this.#failure) throw this.#failure;
    await this.ready();
    if (this.#failure) throw this.#failure;
    const answer = new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
    if (!this.#child.stdin.write(`${JSON.stringify(page)}\n`))
      this.#draining ??= Promise.race([once(this.#child.stdin, 'drain'), once(this.#child, 'close'), answer])
        .catch(() => {})
        .finally(() => (this.#draining = null));
    return answer;
  }

  /** Resolves once the program takes more pages. */
  async ready() {
    while (this.#draining) await this.#draining;
  }

  /** Waits for the pages in flight and ends the process. */
  async close() {
    if (this.#failure) return;
    this.#child.stdin.end();
    await once(this.#child, 'close');
  }

  #fail(why) {
    this.#failure ??= new Error(`${this.#program} pipe ${why}`);
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }
}
