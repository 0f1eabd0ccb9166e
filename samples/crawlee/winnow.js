// A `winnow pipe` child process for Node: one promise for each page. Answers come in the order of the
// pages, so a queue of promises is all the bookkeeping there is.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export class Winnow {
  #child;
  #waiting = [];

  /** Starts `program pipe` with more arguments, such as --jobs. */
  constructor({ program = 'winnow', args = [] } = {}) {
    this.#child = spawn(program, ['pipe', ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    createInterface({ input: this.#child.stdout })
      .on('line', (line) => this.#waiting.shift()?.resolve(JSON.parse(line)))
      .on('close', () => this.#fail(new Error('winnow pipe has ended')));
    this.#child.on('error', (error) => this.#fail(error));
    this.#child.stdin.on('error', (error) => this.#fail(error));
  }

  /** The record of a page {id, url, html, content_type}, or {id, error} where it has no article. */
  async clean(page) {
    const answer = new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
    if (!this.#child.stdin.write(`${JSON.stringify(page)}\n`)) await Promise.race([once(this.#child.stdin, 'drain'), answer]);
    return answer;
  }

  /** Waits for the pages in flight and ends the process. */
  async close() {
    this.#child.stdin.end();
    if (this.#child.exitCode === null) await once(this.#child, 'close');
  }

  #fail(error) {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
