/**
 * Lets a plain Node process run the TypeScript of src/: the warehouse's door is a process of its own, and under vitest it
 * starts from src/. The sources use erasable syntax only, so removing types is all it takes. Node 22.18 does so by itself;
 * this file can go when that is the oldest Node supported. Loaded by `execArgv` in vitest.config.ts, and inherited by fork().
 */
import { readFile } from 'node:fs/promises'
import { register } from 'node:module'
import { fileURLToPath } from 'node:url'

// Workers register for themselves; the thread that runs the hooks loads this file with a mark, and does not.
if (!import.meta.url.endsWith('?hooks')) register(`${import.meta.url}?hooks`)

export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context)
  const { transformSync } = await import('rolldown/utils')
  const path = fileURLToPath(url)
  const { code, errors } = transformSync(path, await readFile(path, 'utf8'))
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0].message}`)
  return { format: 'module', shortCircuit: true, source: code }
}
