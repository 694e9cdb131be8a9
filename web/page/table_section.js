// The sheet's part where a learner opens a table of their own and says what is to be predicted.
import { notice } from './notices.js';
import { forgetTable, keepTable, keptTables, readTable } from './own_tables.js';
import { action, filePicker, make, row, section, tell } from './sheet.js';
import { t } from './strings.js';

const holds = { quantity: 'columnNumbers', category: 'columnNames', text: 'columnText', counter: 'columnCounter' };

function roleOf(column, target) {
  if (column.name === target) return t('roleTarget');
  if (!column.used) return t('roleNone');
  return t(column.kind === 'category' ? 'roleOneHot' : 'roleInput');
}

function columnTable({ columns, target }, name) {
  const cell = (text) => make('td', { textContent: text });
  const lines = columns.map((column) => {
    const missing = column.missing > 0 ? `, ${t('columnMissing', { n: column.missing })}` : '';
    const head = make('th', { scope: 'row', textContent: column.name || t('columnNameless') });
    const what = column.name ? t(holds[column.kind], { n: column.values }) + missing : '';
    return make('tr', { className: column.name === target ? 'target' : column.used ? '' : 'unused' }, head, cell(what), cell(roleOf(column, target)));
  });
  const head = make('tr', {}, ...['column', 'columnHolds', 'columnRole'].map((word) => make('th', { scope: 'col', textContent: t(word) })));
  const box = make('div', { className: 'columns', tabIndex: 0 }, make('table', {}, make('thead', {}, head), make('tbody', {}, ...lines)));
  box.setAttribute('role', 'region');
  box.setAttribute('aria-label', name);
  return box;
}

function targetChoice({ columns, target }, choose) {
  const options = columns.filter((column) => column.used && column.values > 1).map(({ name }) => new Option(name, name, name === target, name === target));
  return make('label', { className: 'choose-target' }, make('span', { textContent: t('tableTarget') }), make('select', { onchange: (event) => choose(event.target.value) }, ...options));
}

/** The tables that this browser keeps, each with a button that takes it away. */
function keptList() {
  const list = make('details', { className: 'kept-tables', hidden: true }), names = make('ul');
  list.append(make('summary', { textContent: t('keptTables') }), names);
  const render = async () => {
    const kept = await keptTables();
    list.hidden = kept.length === 0;
    names.replaceChildren(...kept.map((name) => make('li', {}, make('span', { textContent: name }),
      make('button', { type: 'button', className: 'link', textContent: t('forgetTable'), ariaLabel: `${t('forgetTable')}: ${name}`, onclick: () => forgetTable(name).then(render) }))));
  };
  render();
  return list;
}

/**
 * @param {import('./bridge.js').Bridge} bridge
 * @param {{name: string, text: string, target?: string, described: Map<string, object>}} [before] the table that is open
 * @param {() => void} done the table is the experiment's now
 */
export function tableSection(bridge, before, done) {
  const part = { section: null, opened: before, open: null };
  const found = make('div', { className: 'found' });
  let opens = 0;
  part.section = section(t('takeTable'), t('takeTableHint'), (told) => {
    const waitedFor = () => bridge.call('experiment').dataset.csv;
    /** The table is kept, then the experiment is this one; without one, the present goes on with it. */
    const use = (experiment) => async () => {
      const { name, text } = part.opened;
      const kept = await keepTable(name, text);
      if (waitedFor() === name) bridge.call('reloadData');
      if (experiment) bridge.call('setExperiment', { experiment });
      done();
      if (!kept) notice('table', t('tableNotKept'));
      document.getElementById('live').textContent = t('tableUsed', { name });
    };
    const show = () => {
      const { name, text, target = '', described } = part.opened;
      if (!described.has(target)) described.set(target, bridge.call('describeTable', { file: name, text, ...(target && { target }) }));
      const table = described.get(target);
      const choose = (wanted) => tell(told, () => { part.opened.target = wanted; show(); found.querySelector('select').focus(); });
      const buttons = waitedFor() === name ? [action(t('goOnWithTable'), told, use(null)), action(t('proposeForTable'), told, use(table.experiment))] : [action(t('useTable'), told, use(table.experiment))];
      buttons[0].className = 'primary';
      found.replaceChildren(make('p', { textContent: t('tableRows', { name, rows: table.rows }) }), targetChoice(table, choose), columnTable(table, name), row(...buttons));
    };
    const showOrClose = () => {
      try {
        show();
      } catch (error) {
        part.opened = undefined;
        found.replaceChildren();
        throw error;
      }
    };
    const openFile = async (file) => {
      const turn = ++opens;
      found.replaceChildren();
      part.opened = undefined;
      const table = await readTable(file, waitedFor());
      if (turn !== opens) return; // another file was chosen meanwhile
      part.opened = { ...table, described: new Map() };
      showOrClose();
      found.querySelector('select').focus();
    };
    part.open = (file) => tell(told, () => openFile(file));
    if (part.opened) tell(told, showOrClose);
    return [row(...filePicker(t('openTable'), '.csv,.tsv,.txt,text/csv', false, told, ([file]) => file && openFile(file))), found, keptList()];
  });
  return part;
}
