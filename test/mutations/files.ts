import { CauseCategory } from '../../src/domain/index.ts'
import { type Draw, type Operator, other, type RunText } from './run-text.ts'

type Text = Exclude<keyof RunText, 'report'>

function inText(file: Text, breaks: string, table: Readonly<Record<string, (text: string, draw: Draw) => string>>): Operator[] {
  return Object.entries(table).map(([name, change]) => ({
    name: `${file}: ${name}`,
    breaks,
    edit: (run, draw) => {
      const before = run[file]
      run[file] = change(before, draw)
      return run[file] !== before
    }
  }))
}

const lines = (edit: (all: string[], draw: Draw) => void) => (text: string, draw: Draw) => {
  const all = text.split('\n')
  edit(all, draw)
  return all.join('\n')
}
const plusOne = (_: string, before: string, digit: string): string => `${before}${(Number(digit) + 1) % 10}`

const page = {
  'a digit': (text: string) => text.replace(/( [A-Za-z]+ )(\d)/, plusOne),
  'a line taken out': lines((all, draw) => void all.splice(full(all, draw), 1)),
  'a line added': lines((all, draw) => void all.splice(full(all, draw), 0, 'The supplier is at fault.')),
  'two lines exchanged': lines((all, draw) => {
    const [a, b] = [full(all, draw), full(all, (n) => Math.floor(n / 2))]
    ;[all[a], all[b]] = [all[b] ?? '', all[a] ?? '']
  }),
  emptied: () => ''
}

/** A line that says something. */
function full(all: readonly string[], draw: Draw): number {
  const places = all.flatMap((text, i) => (text.trim().length > 8 ? [i] : []))
  return places[draw(places.length)] ?? 0
}

/** The same replacement in every file of the run, so that they agree on what is false. */
function everywhere(name: string, find: (run: RunText) => readonly [from: string, to: string] | undefined): Operator {
  return {
    name: `everywhere alike: ${name}`,
    breaks: 'the run is what the materials give, however well its files agree',
    edit: (run) => {
      const [from, to] = find(run) ?? ['', '']
      const report = JSON.stringify(run.report)
      if (from === '' || from === to || !report.includes(from)) return false
      run.report = JSON.parse(report.replaceAll(from, to))
      for (const file of ['markdown', 'html', 'journal'] as const) run[file] = run[file].replaceAll(from, to)
      return true
    }
  }
}

const figure = ({ report }: RunText): string | undefined =>
  report.verdict.summary
    .flatMap(({ values }) => Object.values(values))
    .map(({ citation }) => String(citation.value))
    .find((value) => /^\d{3,}(\.\d+)?$/.test(value))

export const files: readonly Operator[] = [
  ...inText('markdown', 'report.md is what the record gives', page),
  ...inText('html', 'report.html is what the record gives', {
    ...page,
    'a script added': (text) => text.replace('</body>', '<script>alert(1)</script></body>')
  }),
  ...inText('journal', 'the journal is what was written', {
    'a line taken out': lines((all, draw) => void all.splice(draw(all.length - 2), 1)),
    'a line doubled': lines((all, draw) => {
      const at = draw(all.length - 2)
      all.splice(at, 0, all[at] ?? '')
    }),
    'two lines exchanged': lines((all, draw) => {
      const at = draw(all.length - 3)
      ;[all[at], all[at + 1]] = [all[at + 1] ?? '', all[at] ?? '']
    }),
    'the end cut off': lines((all) => void all.splice(-3)),
    'an answer turned round': (text) => text.replace('"outcome":"no"', '"outcome":"yes"'),
    'a clearer answer': (text) => text.replace(/"strength":0\.\d+/, '"strength":0.999'),
    'a row of evidence': (text) => text.replace(/("rows":\[\["[^"]*)/, '$1 '),
    'a reading': (text) => text.replace(/"reading":"/, '"reading":"Clearly: '),
    'a category': (text) => text.replace(/"category":"[\w-]+"/, '"category":"expired-certificate"'),
    'a number of a line': (text) => text.replace('"sequence":3,', '"sequence":4,'),
    'a finding': (text) => text.replace(/("type":"finding-made".*?"template":")/, '$1Surely '),
    'words that are no line': (text) => `${text}so it was\n`
  }),
  everywhere('a figure', (run) => {
    const value = figure(run)
    return value === undefined ? undefined : [value, String(Number(value) + 11)]
  }),
  everywhere('the category', ({ report: { verdict } }) =>
    verdict.rootCause
      ? [`"category":"${verdict.rootCause.category}"`, `"category":"${other(CauseCategory.options, verdict.rootCause.category)}"`]
      : undefined
  ),
  everywhere('an answer', () => ['"outcome":"no"', '"outcome":"yes"']),
  everywhere('a reading', ({ report: { evidence } }) => [evidence[0]?.reading ?? '', `${evidence[0]?.reading ?? ''} Clearly`]),
  everywhere('a fate', () => ['"fate":"rejected"', '"fate":"open"']),
  everywhere('the confidence', ({ report: { verdict } }) => [`"confidence":${verdict.confidence}`, '"confidence":0.97']),
  everywhere('the onset', ({ report: { verdict } }) =>
    verdict.rootCause?.onset ? [verdict.rootCause.onset, verdict.rootCause.onset.replace(/:\d\d\./, ':59.')] : undefined
  ),
  everywhere('a gate', () => ['"passed":false', '"passed":true']),
  everywhere('a fact of evidence', () => ['"waits":0', '"waits":7']),
  everywhere('the stance on scaling', ({ report: { scaling } }) => [
    `"wouldScalingHelp":"${scaling.wouldScalingHelp}"`,
    `"wouldScalingHelp":"${other(['yes', 'no'], scaling.wouldScalingHelp)}"`
  ])
]
