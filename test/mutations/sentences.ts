import { renderStatement, type Statement } from '../../src/domain/index.ts'
import { cited, type Draw, inReport, numeric, one, statementsOf, toOne } from './run-text.ts'

const said = (statement: Statement): void => {
  statement.text = renderStatement(statement)
}
const words = (text: string): string[] => text.split(' ')

function toText(edit: (text: string, draw: Draw) => string) {
  return (report: unknown, draw: Draw): boolean => {
    const able = statementsOf(report).filter(({ text }) => edit(text, () => 0) !== text)
    return toOne(able, draw, (statement) => {
      statement.text = edit(statement.text, () => 0)
    })
  }
}

/** A citation that is a number is changed, and the sentence said again with it. */
function toFigure(edit: (value: number) => number | string | null) {
  return (report: Parameters<typeof numeric>[0], draw: Draw): boolean =>
    toOne(numeric(report), draw, (statement) => {
      const value = Object.values(statement.values).find(({ citation }) => typeof citation.value === 'number')
      if (!value || typeof value.citation.value !== 'number') return false
      value.citation.value = edit(value.citation.value)
      said(statement)
      return true
    })
}

export const sentences = [
  ...inReport('a sentence says what its template and figures give', {
    'a digit of a sentence': toText((text) => text.replace(/\d/, (digit) => String((Number(digit) + 1) % 10))),
    'a sentence emptied': toText(() => ''),
    'a word dropped': toText((text) => words(text).toSpliced(1, 1).join(' ')),
    'two words exchanged': toText((text) => {
      const [a = '', b = '', ...rest] = words(text)
      return [b, a, ...rest].join(' ')
    }),
    'a "not" put in': toText((text) => words(text).toSpliced(1, 0, 'not').join(' ')),
    'a claim added at the end': toText((text) => `${text}, and the release caused it`),
    'in capitals': toText((text) => text.toUpperCase()),
    'a figure rounded away': toText((text) => text.replace(/(\d)[.,]\d+/, '$1')),
    'a unit exchanged': toText((text) => text.replace(/ ms\b/, ' s')),
    'a minute of a time': toText((text) => text.replace(/(\d\d):(\d)\d:/, '$1:$29:'))
  }),
  ...inReport('a template is the one that code wrote', {
    'a word added to template and text': (report, draw) =>
      toOne(statementsOf(report), draw, (statement) => {
        statement.template += ' for sure'
        statement.text += ' for sure'
      }),
    'a template negated, and said again': (report, draw) =>
      toOne(statementsOf(report), draw, (statement) => {
        statement.template = `it is not so that ${statement.template}`
        said(statement)
      }),
    'a template changed alone': (report, draw) => toOne(statementsOf(report), draw, (one) => void (one.template += '.')),
    'a figure written into the template': (report, draw) =>
      toOne(statementsOf(report), draw, (statement) => {
        statement.template += ' (17 times)'
        statement.text += ' (17 times)'
      }),
    'a sentence in the place of another': (report, draw) => {
      const all = statementsOf(report)
      const [into, from] = [one(all, draw), all.find(({ text }) => text !== one(all, draw)?.text)]
      if (!into || !from) return false
      Object.assign(into, structuredClone(from))
      return true
    }
  }),
  ...inReport('a figure is the cell that it cites', {
    'a figure one higher': toFigure((value) => value + 1),
    'a figure ten times': toFigure((value) => (value === 0 ? 10 : value * 10)),
    'a figure of the other sign': toFigure((value) => (value === 0 ? -1 : -value)),
    'a figure unknown': toFigure(() => null),
    'a figure as a word': toFigure((value) => `about ${value}`),
    'a figure half': toFigure((value) => (value === 0 ? 0.5 : value / 2)),
    'a figure a little off': toFigure((value) => value + 0.001)
  }),
  ...inReport('a citation leads to a cell', {
    'a citation taken out': (report, draw) =>
      toOne(cited(report), draw, ({ values }) => delete values[Object.keys(values)[0] ?? '']),
    'a citation of other evidence': (report, draw) =>
      toOne(cited(report), draw, ({ values }) => {
        const first = Object.values(values)[0]
        const another = report.evidence.find(({ id }) => id !== first?.citation.evidence)
        if (!first || !another) return false
        first.citation.evidence = another.id
        return true
      }),
    'a citation of evidence that is not there': (report, draw) =>
      toOne(cited(report), draw, ({ values }) => {
        for (const { citation } of Object.values(values).slice(0, 1)) citation.evidence = 'ev_0000000000'
      }),
    'a citation of the next row': (report, draw) => toRow(report, draw, 1),
    'a citation of a row far off': (report, draw) => toRow(report, draw, 9999),
    'a citation of another column': (report, draw) =>
      toOne(inRows(report), draw, ({ values }) => {
        for (const { citation } of Object.values(values)) if ('row' in citation) citation.column = 'elsewhere'
      }),
    'a citation of another fact': (report, draw) =>
      toOne(cited(report).filter(hasFact), draw, ({ values }) => {
        for (const { citation } of Object.values(values)) if ('fact' in citation) citation.fact = 'elsewhere'
      }),
    'two citations exchanged': (report, draw) =>
      toOne(
        cited(report).filter(({ values }) => new Set(Object.values(values).map(({ citation }) => citation.value)).size > 1),
        draw,
        (statement) => {
          const [a, b] = Object.values(statement.values).filter(
            ({ citation }, i, all) => i === 0 || citation.value !== all[0]?.citation.value
          )
          if (!a || !b) return false
          ;[a.citation, b.citation] = [b.citation, a.citation]
          said(statement)
          return true
        }
      ),
    'a figure in another format': (report, draw) =>
      toOne(numeric(report), draw, (statement) => {
        for (const value of Object.values(statement.values)) value.format = value.format === 'ratio' ? 'share' : 'ratio'
        said(statement)
      }),
    'supports taken away': (report, draw) =>
      toOne(
        statementsOf(report).filter(({ supports }) => supports.length > 0),
        draw,
        (statement) => void (statement.supports = [])
      ),
    'a support that is not there': (report, draw) =>
      toOne(statementsOf(report), draw, ({ supports }) => void supports.push('ev_none')),
    'a support more': (report, draw) =>
      toOne(statementsOf(report), draw, ({ supports }) => void supports.push(one(report.evidence, draw)?.id ?? 'ev_none'))
  })
]

const hasFact = ({ values }: Statement): boolean => Object.values(values).some(({ citation }) => 'fact' in citation)
const inRows = (report: unknown): Statement[] =>
  statementsOf(report).filter(({ values }) => Object.values(values).some(({ citation }) => 'row' in citation))

function toRow(report: unknown, draw: Draw, by: number): boolean {
  return toOne(inRows(report), draw, ({ values }) => {
    for (const { citation } of Object.values(values)) if ('row' in citation) citation.row += by
  })
}
