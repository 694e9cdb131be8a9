// One experiment through the command-line tool.
import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Resolves with the last line of stdout and the epochs of the last model. `folder`: for its files.
 * quiet: without the tool's own progress. mayDiverge: a run that does is an answer, too, not an error. */
export async function runTool({ tool, threads, quiet = false, mayDiverge = false }, experiment, seed, folder) {
  const file = join(folder, 'experiment.json'), history = join(folder, 'history.jsonl');
  await writeFile(file, JSON.stringify(experiment));
  const args = ['run', file, '--seed', String(seed), '--history', history, ...(threads ? ['--threads', threads] : [])];
  const [program, ...before] = /\.m?js$/.test(tool) ? [process.execPath, tool] : [tool];
  const child = spawn(program, [...before, ...args], { stdio: ['ignore', 'pipe', quiet ? 'ignore' : 'inherit'] });
  let out = '';
  child.stdout.on('data', (text) => { out += text; });
  const code = await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject));
  if (code !== 0 && !(mayDiverge && code === 3)) throw new Error(`${program} ${args.join(' ')}: exit code ${code}`);
  const epochs = (await readFile(history, 'utf8')).trim().split('\n').filter(Boolean).map((line) => JSON.parse(line));
  return { ...JSON.parse(out.trim().split('\n').at(-1)), epochs };
}
