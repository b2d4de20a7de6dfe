/**
 * Lets a plain Node process run the TypeScript of src/: the warehouse's door is a process of its own, and under vitest it
 * starts from src/, and so do the runs of the web application. The sources use erasable syntax only, so it is enough to remove
 * types and to lower `using`, which Node 20 does not know (its helper is in @oxc-project/runtime). This file can go when Node
 * 24 is the oldest supported. Loaded by `execArgv` in vitest.config.ts, and inherited by fork().
 *
 * What was made of a source is kept by its text, below node_modules, which goes when another version of rolldown comes: a run loads
 * more than a thousand sources, and to remove their types took as long as half of a small run.
 */
import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { register } from 'node:module'
import { fileURLToPath } from 'node:url'

const kept = new URL('../node_modules/.cache/inquest-stripped/', import.meta.url)

// Workers register for themselves; the thread that runs the hooks loads this file with a mark, and does not.
if (!import.meta.url.endsWith('?hooks')) register(`${import.meta.url}?hooks`)

export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context)
  const path = fileURLToPath(url)
  const written = await readFile(path, 'utf8')
  const file = new URL(`${createHash('sha256').update(path).update(written).digest('hex')}.js`, kept)
  const source = await readFile(file, 'utf8').catch(() => strip(path, written, file))
  return { format: 'module', shortCircuit: true, source }
}

async function strip(path, written, file) {
  const { transformSync } = await import('rolldown/utils')
  const { code, errors } = transformSync(path, written, { target: 'es2022' })
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0].message}`)
  // Whole or not at all: several processes may do the same at once. Where nothing can be kept, it is made again.
  const begun = `${fileURLToPath(file)}.${process.pid}`
  await mkdir(kept, { recursive: true })
    .then(() => writeFile(begun, code))
    .then(() => rename(begun, file))
    .catch(() => undefined)
  return code
}
