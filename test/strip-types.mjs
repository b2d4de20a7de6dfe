/**
 * Lets a plain Node process run the TypeScript of src/: the warehouse's door is a process of its own, and under vitest it
 * starts from src/, and so do the runs of the web application. The sources use erasable syntax only, so it is enough to remove
 * types and to lower `using`, which Node 20 does not know (its helper is in @oxc-project/runtime). This file can go when Node
 * 24 is the oldest supported. Loaded by `execArgv` in vitest.config.ts, and inherited by fork().
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
  const { code, errors } = transformSync(path, await readFile(path, 'utf8'), { target: 'es2022' })
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0].message}`)
  return { format: 'module', shortCircuit: true, source: code }
}
