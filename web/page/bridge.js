// The one way from the page to the program: JSON calls out, JSON events in.

/** What the program refused. `message` is English, `text` has both languages. */
export class NablaError extends Error {
  constructor(error) {
    const text = typeof error.message === 'object' && error.message ? error.message : { ko: error.message, en: error.message };
    super(text.en || error.code);
    this.name = 'NablaError';
    this.text = text;
    for (const key of ['code', 'where', 'expected', 'received', 'advice']) this[key] = error[key] ?? '';
  }
}

/** Hands text to `use` as a C string. The heap is used: the stack is too small for a model. */
function withText(module, text, use) {
  const length = module.lengthBytesUTF8(text) + 1;
  const at = module._malloc(length);
  if (!at) throw new NablaError({ code: 'out_of_memory', message: 'The program has no room for this.' });
  try {
    module.stringToUTF8(text, at, length);
    return use(at);
  } finally {
    module._free(at);
  }
}

/**
 * call(name, args)     answers at once, throws NablaError
 * request(name, args)  promise of what the program reports later
 * on(event, fn)        fn(event object); returns what unsubscribes
 */
export class Bridge {
  #module = null;
  #listeners = new Map();
  #waiting = new Map();  // ticket -> {resolve, reject}
  #early = new Map();    // results that came before their ticket was known
  #queue = [];

  /** @param {object} module what createNabla made */
  connect(module) { this.#module = module; }
  get module() { return this.#module; }
  /** The heap as it is now: it grows, in the threaded build by another thread's hand too. */
  heap() { return this.#module.wasmMemory ? new Uint8Array(this.#module.wasmMemory.buffer) : this.#module.HEAPU8; }

  #answer(name, args) {
    const text = JSON.stringify({ call: name, ...args });
    const answer = JSON.parse(withText(this.#module, text, (at) => this.#module.UTF8ToString(this.#module._nabla_call(at))));
    if (answer.error) throw new NablaError(answer.error);
    return answer;
  }

  call(name, args = {}) { return this.#answer(name, args).ok; }

  request(name, args = {}) {
    return new Promise((resolve, reject) => {
      const { ticket, ok } = this.#answer(name, args); // what it throws rejects
      if (ticket === undefined) return resolve(ok);
      this.#waiting.set(ticket, { resolve, reject });
      const early = this.#early.get(ticket);
      if (early) this.#settle(early);
    });
  }

  on(event, fn) {
    if (!this.#listeners.has(event)) this.#listeners.set(event, new Set());
    this.#listeners.get(event).add(fn);
    return () => this.#listeners.get(event).delete(fn);
  }

  /** An event from the program. Listeners run once the program has returned, so that they may call it. */
  receive = (text) => {
    this.#queue.push(JSON.parse(text));
    if (this.#queue.length === 1) queueMicrotask(() => this.#deliver());
  };

  #deliver() {
    const events = this.#queue;
    this.#queue = [];
    for (const event of events) {
      if (event.event === 'result') this.#settle(event);
      for (const fn of [...(this.#listeners.get(event.event) ?? [])]) {
        try { fn(event); } catch (error) { reportError(error); } // one listener's mistake is not the others' silence
      }
    }
  }

  #settle(event) {
    const waiting = this.#waiting.get(event.ticket);
    if (!waiting) return void this.#early.set(event.ticket, event);
    this.#waiting.delete(event.ticket);
    this.#early.delete(event.ticket);
    if (event.error) waiting.reject(new NablaError(event.error));
    else waiting.resolve(event.ok);
  }
}

export { withText };
