// A reporter of node's test runner: one JSON line a test, {name, file, result, why}, for tally.mjs.
export default async function* results(source) {
  for await (const { type, data } of source) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details?.type === 'suite') continue;
    const skipped = data.skip !== undefined && data.skip !== false;
    const todo = data.todo !== undefined && data.todo !== false;
    const result = skipped || todo ? 'skipped' : type === 'test:pass' ? 'passed' : 'failed';
    const why = [data.skip, data.todo, data.details?.error?.cause?.message, data.details?.error?.message].find((text) => typeof text === 'string');
    yield JSON.stringify({ name: data.name, file: data.file, result, why }) + '\n';
  }
}
