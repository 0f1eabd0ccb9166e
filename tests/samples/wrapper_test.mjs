// samples/crawlee/winnow.js alone: node wrapper_test.mjs WINNOW
import assert from 'node:assert';
import { Winnow } from '../../samples/crawlee/winnow.js';

const program = process.argv[2];
const html = `<html><body><article><h1>Ferry</h1>${'<p>The ferry left the harbour at dawn, and the people on board watched the lights of the town grow small.</p>'.repeat(5)}</article></body></html>`;

const within = (ms, promise) =>
  Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(new Error('never settled')), ms).unref())]);
const rejects = (winnow, pattern) => assert.rejects(within(3000, winnow.clean({ html })), pattern);

const missing = new Winnow({ program: '/no/such/winnow' });
await rejects(missing, /\/no\/such\/winnow pipe cannot be started/);
await rejects(missing, /cannot be started/); // and for ever after
await missing.close();

const ended = new Winnow({ program, args: ['--no-such-option'] });
await rejects(ended, /has ended, status 2/);
await rejects(ended, /has ended, status 2/);

const winnow = new Winnow({ program });
const many = Array.from({ length: 300 }, (_, i) => winnow.clean({ id: String(i), html }));
const records = await within(60_000, Promise.all(many));
assert.deepStrictEqual(records.map((record) => record.id), many.map((_, i) => String(i)));
assert.match(records[0].text, /^The ferry left/);
assert.strictEqual((await winnow.clean({ id: 'x', html: '' })).error, 'empty');

// What the program has not read is not written on and on: a page that waits is not in the pipe.
const large = 'x'.repeat(1 << 20);
winnow.clean({ html: large });
await within(10_000, winnow.ready());
await winnow.close();
await rejects(winnow, /has ended, status 0/);
console.log('ok');
