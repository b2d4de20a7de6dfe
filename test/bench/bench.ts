import { fork } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { generateLog, type LogKind } from './generate-logs.ts'
import type { LoadFigures } from './load-once.ts'

/**
 * npm run bench -- [--mb 100] [--kinds access,application,postgres,json-lines] [--tools]
 * Makes logs, loads each in a process of its own and prints what it took as Markdown; removes everything it made.
 */
const { values } = parseArgs({
  options: {
    mb: { type: 'string', default: '100' },
    kinds: { type: 'string', default: 'access,application,postgres,json-lines' },
    tools: { type: 'boolean', default: false }
  }
})
const folder = mkdtempSync(join(tmpdir(), 'inquest-bench-'))
const print = (line: string): void => void process.stdout.write(`${line}\n`)
try {
  print('| log | MB | lines | load s | CPU s | MB/s | records/s | MB per CPU s | peak MB | machine load |')
  print('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |')
  const asked: LoadFigures['tools'][number][] = []
  for (const kind of values.kinds.split(',').filter(isKind)) {
    const materials = join(folder, kind)
    mkdirSync(materials)
    const { lines, bytes } = generateLog(kind, Number(values.mb), join(materials, `${kind}.log`))
    const figures = await loadOnce(materials, join(folder, 'cache'), values.tools)
    const mb = bytes / 1e6
    const cells = [
      kind,
      mb.toFixed(0),
      String(lines),
      figures.seconds.toFixed(1),
      figures.cpuSeconds.toFixed(1),
      (mb / figures.seconds).toFixed(1),
      (figures.records / figures.seconds).toFixed(0),
      (mb / figures.cpuSeconds).toFixed(1),
      figures.peakMb.toFixed(0),
      (loadavg()[0] ?? 0).toFixed(1)
    ]
    print(`| ${cells.join(' | ')} |`)
    asked.push(...figures.tools.map((tool) => ({ ...tool, name: `${tool.name} (${kind})` })))
    rmSync(materials, { recursive: true })
  }
  if (asked.length > 0) print('\n| tool | ms | |\n| --- | ---: | --- |')
  for (const { name, ms, status } of asked) print(`| ${name} | ${ms.toFixed(0)} | ${status} |`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function isKind(kind: string): kind is LogKind {
  return ['access', 'application', 'postgres', 'json-lines'].includes(kind)
}

function loadOnce(materials: string, cache: string, tools: boolean): Promise<LoadFigures> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('load-once.ts', import.meta.url)), [materials, cache, tools ? 'tools' : ''])
    child.once('message', (figures: LoadFigures) => {
      resolve(figures)
    })
    child.once('error', reject)
    child.once('exit', (code) => {
      reject(new Error(`loading ended with ${String(code)}`))
    })
  })
}
