import { fork } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type BesideFigures, questions, timeBeside } from './beside.ts'
import { generateLog, type LogKind } from './generate-logs.ts'
import type { LoadFigures } from './load-once.ts'

/**
 * npm run bench -- [--mb 100] [--kinds access,application,postgres,json-lines] [--tools] [--beside]
 * Makes logs, loads each in a process of its own and prints what it took as Markdown, beside what other log tools take
 * (awk, lnav, pgbadger, where they are installed); removes everything it made.
 */
const { values } = parseArgs({
  options: {
    mb: { type: 'string', default: '100' },
    kinds: { type: 'string', default: 'access,application,postgres,json-lines' },
    tools: { type: 'boolean', default: false },
    beside: { type: 'boolean', default: false }
  }
})
const folder = mkdtempSync(join(tmpdir(), 'inquest-bench-'))
const print = (line: string): void => void process.stdout.write(`${line}\n`)
try {
  print('| log | MB | lines | load s | CPU s | MB/s | records/s | MB per CPU s | peak MB | machine load |')
  print('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |')
  const asked: LoadFigures['tools'][number][] = []
  const beside: (BesideFigures & { kind: LogKind })[] = []
  for (const kind of values.kinds.split(',').filter(isKind)) {
    const materials = join(folder, kind)
    mkdirSync(materials)
    const log = join(materials, `${kind}.log`)
    const { lines, bytes } = generateLog(kind, Number(values.mb), log)
    const figures = await loadOnce(materials, join(folder, 'cache'), kind)
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
    if (values.beside) {
      beside.push(
        { kind, task: 'count', tool: 'inquest (loads)', seconds: figures.seconds, cpuSeconds: figures.cpuSeconds },
        { kind, task: 'question', tool: 'inquest', seconds: figures.questionSeconds, cpuSeconds: Number.NaN },
        ...timeBeside(kind, log, join(folder, 'home')).map((one) => ({ kind, ...one }))
      )
    }
    rmSync(materials, { recursive: true })
  }
  if (beside.length > 0) print('\n| log | task | tool | s | CPU s |\n| --- | --- | --- | ---: | ---: |')
  for (const { kind, task, tool, seconds, cpuSeconds } of beside) {
    print(`| ${kind} | ${task} | ${tool} | ${seconds.toFixed(2)} | ${Number.isNaN(cpuSeconds) ? '' : cpuSeconds.toFixed(2)} |`)
  }
  if (asked.length > 0) print('\n| tool | ms | |\n| --- | ---: | --- |')
  for (const { name, ms, status } of asked) print(`| ${name} | ${ms.toFixed(0)} | ${status} |`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function isKind(kind: string): kind is LogKind {
  return ['access', 'application', 'postgres', 'json-lines'].includes(kind)
}

function loadOnce(materials: string, cache: string, kind: LogKind): Promise<LoadFigures> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('load-once.ts', import.meta.url)), [
      materials,
      cache,
      questions[kind].inquest,
      values.tools ? 'tools' : ''
    ])
    child.once('message', (figures: LoadFigures) => {
      resolve(figures)
    })
    child.once('error', reject)
    child.once('exit', (code) => {
      reject(new Error(`loading ended with ${String(code)}`))
    })
  })
}
