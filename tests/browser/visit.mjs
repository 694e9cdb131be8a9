// One open page: window.nabla as methods, the canvas's widgets by name, what the page logged.
import assert from 'node:assert/strict';

const leaving = new WeakSet(); // pages that close

/** page.route() whose answer may come too late: a page that goes takes its questions with it. */
export const answer = (page, path, handle) => page.route(path, async (route) => {
  try {
    await handle(route);
  } catch (error) {
    if (!leaving.has(page)) throw error;
  }
});

export class Visit {
  /** @param {import('playwright-core').Page} page */
  constructor(page, allow = []) {
    this.page = page;
    this.errors = [];
    this.log = [];
    const note = (words) => {
      this.log.push(words);
      if (!allow.some((pattern) => pattern.test(words))) this.errors.push(words);
    };
    page.on('console', (message) => {
      const words = `${message.type()}: ${message.text()} ${message.location().url ?? ''}`;
      if (message.type() === 'error') note(words);
      else this.log.push(words);
    });
    page.on('pageerror', (error) => note(`uncaught: ${error.stack ?? error.message}`));
    page.on('crash', () => note('the page crashed'));
    page.setDefaultTimeout(60_000);
  }

  /** A request that a route still holds (a slice nobody waits for) fails no test once the page goes. */
  async close() {
    leaving.add(this.page);
    await this.page.unrouteAll({ behavior: 'ignoreErrors' }).catch(() => {}); // a page that crashed has none
    await this.page.context().close();
  }
  assertQuiet() { assert.deepEqual(this.errors, [], 'the page logged errors'); }
  /** Adds what the page logged to a failure's message. */
  explain(error) {
    if (this.log.length) error.message += `\nthe page logged:\n  ${this.log.slice(-20).join('\n  ')}`;
  }

  async ready() {
    await this.page.waitForFunction(() => window.nabla?.ready);
    await this.page.evaluate(() => window.nabla.ready);
  }

  /** window.nabla[method](...args); an error comes back with what it carries. */
  async nabla(method, ...args) {
    const answer = await this.page.evaluate(async ([name, values]) => {
      try {
        return { ok: await window.nabla[name](...values) };
      } catch (error) {
        return { error: { message: error.message, code: error.code, where: error.where, expected: error.expected, received: error.received, text: error.text } };
      }
    }, [method, args]);
    if (answer.error) throw Object.assign(new Error(answer.error.message), answer.error);
    return answer.ok;
  }
  call(name, args = {}) { return this.nabla('call', name, args); }
  status() { return this.nabla('status'); }
  history() { return this.nabla('history'); }

  async refused(method, ...args) {
    try {
      await this.nabla(method, ...args);
    } catch (error) {
      return error;
    }
    return assert.fail(`${method} was not refused`);
  }

  /** The open experiment with changes, set: what `change` leaves of it. */
  async experiment(change) {
    const experiment = await this.nabla('experiment');
    change(experiment);
    await this.nabla('setExperiment', experiment);
    return experiment;
  }

  /** The first state of these that the run is in. */
  async state(...wanted) {
    await this.page.waitForFunction((states) => states.includes(window.nabla.status().state), wanted, { polling: 50 });
    return this.status();
  }

  /** Two frames, so that what was asked for is on the screen. */
  frames() { return this.page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(() => resolve())); })); }

  async widgets() {
    await this.frames();
    return this.call('widgets');
  }
  /** Where a widget is in the window, in CSS pixels; waits until it is drawn. `id` is a name or a pattern. */
  async widget(id) {
    const fits = (one) => (id instanceof RegExp ? id.test(one.id) : one.id === id);
    for (let i = 0; i < 100; ++i) {
      const found = (await this.widgets()).find(fits);
      if (found) {
        const box = await this.page.locator('#canvas').boundingBox();
        return { ...found, x: box.x + found.x, y: box.y + found.y, center: { x: box.x + found.x + found.w / 2, y: box.y + found.y + found.h / 2 } };
      }
      await this.page.waitForTimeout(50);
    }
    return assert.fail(`no widget ${id}; there are ${(await this.widgets()).map((one) => one.id).join(', ')}`);
  }
  async click(id) {
    const { center } = await this.widget(id);
    await this.page.mouse.move(center.x, center.y);
    await this.frames();
    await this.page.mouse.down();
    await this.frames();
    await this.page.mouse.up();
    await this.frames();
  }
  /** Strokes in fractions of the widget's box: [[[x, y], ...], ...]. */
  async draw(id, strokes) {
    const { x, y, w, h } = await this.widget(id);
    const at = ([u, v]) => [x + u * w, y + v * h];
    for (const [first, ...rest] of strokes) {
      await this.page.mouse.move(...at(first));
      await this.page.mouse.down();
      await this.frames();
      for (const point of rest) {
        await this.page.mouse.move(...at(point), { steps: 4 });
        await this.frames();
      }
      await this.page.mouse.up();
      await this.frames();
    }
  }

  /** Does something and waits until each of the elements says these words, in its text or an attribute, for however short a time. */
  async says(words, selectors, act) {
    await this.page.evaluate((all) => {
      window.said = all.map((selector) => {
        const texts = [];
        new MutationObserver((records) => {
          for (const { target, attributeName, addedNodes } of records)
            texts.push(attributeName ? target.getAttribute(attributeName) : [...addedNodes].map((node) => node.textContent).join(''));
        }).observe(document.querySelector(selector), { childList: true, attributes: true, subtree: true });
        return texts;
      });
    }, selectors);
    await act();
    await this.page.waitForFunction((wanted) => window.said.every((texts) => texts.includes(wanted)), words, { polling: 50 });
  }

  /** What is seen of an element: {colors, mean: [r, g, b], width, height}, decoded by the page itself: another would take the front from it, and frames with it. */
  async look(selector = '#canvas') {
    await this.frames();
    const png = await this.page.locator(selector).screenshot({ animations: 'disabled' });
    return this.page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      const seen = new Set(), sum = [0, 0, 0];
      for (let i = 0; i < data.length; i += 4) {
        seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
        for (let c = 0; c < 3; ++c) sum[c] += data[i + c];
      }
      return { colors: seen.size, mean: sum.map((s) => s / (data.length / 4)), width: image.width, height: image.height };
    }, png.toString('base64'));
  }
}

/** History without the one key that may differ between equal runs. */
export function numbers({ seconds, ...series }) {
  assert.ok(Array.isArray(seconds), 'history has seconds');
  return series;
}
