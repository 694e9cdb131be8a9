// Questions to the native program tests/conformance/probe.cpp, and how far its answers are from others.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const program = resolve(process.env.NABLA_CONFORMANCE ?? 'build/native/conformance');
export const skip = existsSync(program) ? false : 'the native tree is not built';

/** One process for all questions of a test. */
export function ask(questions) {
    const { stdout, status, error } = spawnSync(program, { input: questions.map((q) => JSON.stringify(q)).join('\n') + '\n', maxBuffer: 1 << 28 });
    assert.equal(status, 0, String(error));
    return stdout.toString().trim().split('\n').map((line) => JSON.parse(line));
}

export const count = (shape) => shape.reduce((a, b) => a * b, 1);

/** Largest difference, relative to the largest number of the array (and at least to 0.01). */
export function difference(ours, theirs) {
    assert.equal(ours.length, theirs.length, 'as many numbers');
    const scale = Math.max(0.01, ...theirs.map(Math.abs));
    return ours.reduce((worst, value, i) => Math.max(worst, Math.abs(value - theirs[i]) / scale), 0);
}
