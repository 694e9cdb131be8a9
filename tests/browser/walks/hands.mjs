// The two ways a learner acts: the mouse on the canvas, the keyboard in the form. Both do one act of a lesson's demo:
// {control: id, value}, a button's value is null.
import assert from 'node:assert/strict';

const typed = ['number', 'integer', 'log_slider'];

/** The control as it stands, once it can be used. */
async function ready(visit, id) {
  for (let i = 0; i < 100; ++i) {
    const control = (await visit.call('controls')).find((one) => one.id === id);
    if (control?.enabled) return control;
    await visit.page.waitForTimeout(50);
  }
  return assert.fail(`${id} is not there, or it cannot be used`);
}

const isSet = (control, value) => value !== null && JSON.stringify(control.value) === JSON.stringify(value);

export class Keyboard {
  constructor(visit) { this.visit = visit; this.keys = visit.page.keyboard; }

  async act({ control: id, value }) {
    const control = await ready(this.visit, id);
    if (isSet(control, value)) return;
    if (control.folded) await this.unfold();
    const field = this.visit.page.locator(`[id="control-${id}"]`);
    if (id.startsWith('figure.answer.')) {
      await field.locator(`button[value="${value}"]`).focus();
      return this.keys.press('Enter');
    }
    await field.focus();
    if (control.kind === 'button') return this.keys.press('Enter');
    if (control.kind === 'toggle') return this.keys.press('Space');
    if (control.kind === 'select') return this.choose(control, String(value));
    if (control.kind === 'slider') return this.slide(control, value);
    assert.ok(typed.includes(control.kind), control.kind);
    await this.keys.press('Control+A');
    await this.keys.type(String(value));
    return this.keys.press('Enter');
  }

  async unfold() {
    const toggle = this.visit.page.locator('[id="control-view.all_controls"]');
    await toggle.focus();
    await this.keys.press('Space');
    await this.visit.frames();
  }
  async choose({ id, choices, value: present }, value) {
    const at = (wanted) => choices.findIndex((choice) => String(choice.value) === String(wanted));
    assert.ok(at(value) >= 0, `${id} has no ${value}`);
    for (let i = at(present); i !== at(value); i += Math.sign(at(value) - i)) await this.keys.press(at(value) > i ? 'ArrowDown' : 'ArrowUp');
  }
  /** Page Up and Page Down go a tenth of the way, arrows a step. */
  async slide({ id, min, max, step }, value) {
    const left = async () => value - (await this.visit.call('controls')).find((one) => one.id === id).value;
    const tenth = (max - min) / 10, fine = step || tenth / 10;
    for (const [keys, reach, presses] of [[['PageDown', 'PageUp'], tenth, 12], [['ArrowLeft', 'ArrowRight'], fine, tenth / fine + 5]])
      for (let i = 0, way; i < presses && Math.abs(way = await left()) > reach / 2; ++i) await this.keys.press(keys[Number(way > 0)]);
    assert.ok(Math.abs(await left()) < fine * 0.51, `${id} went up to ${await left()} of ${value}`);
  }
}

export class Mouse {
  constructor(visit) { this.visit = visit; }

  async act({ control: id, value }) {
    const control = await ready(this.visit, id);
    if (isSet(control, value)) return;
    if (control.folded) {
      await this.reveal('view.all_controls');
      await this.visit.click('view.all_controls');
    }
    await this.reveal(id);
    const drawn = new Set((await this.visit.widgets()).map((one) => one.id));
    if (drawn.has(`${id}.${value}`)) return this.visit.click(`${id}.${value}`);
    if (control.kind === 'select' && drawn.has(id)) {
      await this.visit.click(id);
      return this.visit.click(`${id}.${value}`);
    }
    if (['button', 'toggle'].includes(control.kind) && drawn.has(id)) return this.visit.click(id);
    if (drawn.has(`${id}.value`) || (control.kind === 'number' && drawn.has(id))) return this.type(drawn.has(`${id}.value`) ? `${id}.value` : id, value);
    return this.inForm(control, value);
  }

  async reveal(id) {
    await this.visit.call('reveal', { id });
    await this.visit.frames();
  }

  async type(widget, value) {
    const { page } = this.visit, { center } = await this.visit.widget(widget);
    const field = page.locator('input.edit-field');
    await page.mouse.move(center.x, center.y);
    await this.visit.frames();
    // A machine that draws slowly may miss a click; a learner clicks again.
    for (let i = 0; i < 3 && !(await field.count()); ++i) {
      await page.mouse.click(center.x, center.y);
      await field.waitFor({ timeout: 5000 }).catch(() => {});
    }
    await field.fill(String(value));
    await field.press('Enter');
  }

  /** What the figure offers by another gesture of its own (a drag, a tap on a picture) is set in the form, by the mouse too. */
  async inForm({ id, kind }, value) {
    const { page } = this.visit, field = page.locator(`[id="control-${id}"]`), form = page.locator('#controls-toggle');
    if (await form.getAttribute('aria-pressed') !== 'true') await form.click();
    await field.scrollIntoViewIfNeeded();
    if (id.startsWith('figure.answer.')) await field.locator(`button[value="${value}"]`).click();
    else if (kind === 'button') await field.click();
    else if (kind === 'toggle') await field.click();
    else if (kind === 'select') await field.selectOption(String(value));
    else {
      await field.fill(String(value));
      if (kind !== 'slider') await field.press('Enter');
    }
    await page.locator('#controls .close').click();
  }
}
