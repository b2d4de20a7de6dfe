import type { Block, Line } from '../document/block.ts'
import { legibleLines } from '../document/legible.ts'
import type { Chart } from '../charts/chart.ts'
import { escapeHtml, escapeMarks } from './escape.ts'
import { anchorOf, renderLine } from './inline.ts'

type Table = Extract<Block, { kind: 'table' }>
type Evidence = Extract<Block, { kind: 'evidence' }>

/** A block in GOV.UK Frontend's components. */
export function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph': {
      const size = { lead: 'govuk-body-l', small: 'govuk-body-s', plain: 'govuk-body' }[block.weight ?? 'plain']
      return `<p class="${size} inquest-measure">${renderLine(block.line)}</p>`
    }
    case 'notice':
      return `<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">!</span><strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">Please note: </span>${renderLine(block.line)}</strong></div>`
    case 'list':
      return `<ul class="govuk-list govuk-list--bullet govuk-list--spaced inquest-measure">${block.items.map((item) => `<li>${renderLine(item)}</li>`).join('')}</ul>`
    case 'subheading':
      return `<h3 class="govuk-heading-m">${escapeHtml(block.text)}</h3>`
    case 'terms':
      return `<dl class="govuk-summary-list">${block.rows.map(renderTerm).join('')}</dl>`
    case 'table':
      return renderTable(block)
    case 'code':
      return `<pre class="inquest-code"><code>${escapeMarks(legibleLines(block.text))}</code></pre>`
    case 'more':
      return renderMore(block)
    case 'chart':
      return renderChart(block.chart)
    case 'evidence':
      return renderEvidence(block)
  }
}

function renderMore({ name, blocks }: Extract<Block, { kind: 'more' }>): string {
  return `<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${escapeHtml(name)}</span></summary><div class="govuk-details__text">${blocks.map(renderBlock).join('\n')}</div></details>`
}

function renderTerm([term, line]: readonly [string, Line]): string {
  return `<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">${escapeHtml(term)}</dt><dd class="govuk-summary-list__value">${renderLine(line)}</dd></div>`
}

/**
 * Tables of sentences stack on a phone; their roles are written out, because a cell that is displayed as a block loses
 * its own. Tables of values scroll within a region that the keyboard reaches; there are many, so their mark-up is bare.
 */
function renderTable(table: Table): string {
  if (table.shape === 'prose') return renderStack(table)
  const { caption, head, rows } = table
  const columns = head.map((name) => (name === '' ? '<td></td>' : `<th scope="col">${escapeHtml(name)}</th>`))
  const body = rows.map(
    ([first = [], ...rest]) => `<tr><th scope="row">${renderLine(first)}</th>${rest.map(bareCell).join('')}</tr>`
  )
  return `<div class="inquest-scroll" role="region" tabindex="0" aria-label="${escapeHtml(caption)}"><table class="inquest-values"><caption>${escapeHtml(caption)}</caption><thead><tr>${columns.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`
}

const bareCell = (cell: Line): string => `<td>${renderLine(cell)}</td>`

function renderStack({ caption, head, rows, speaksForItself }: Table): string {
  const cells = head.map((name) => `<th scope="col" role="columnheader" class="govuk-table__header">${escapeHtml(name)}</th>`)
  const body = rows.map(
    (row) =>
      `<tr role="row" class="govuk-table__row">${row.map((cell, i) => renderCell(cell, speaksForItself ? '' : (head[i] ?? ''), i)).join('')}</tr>`
  )
  return `<table role="table" class="govuk-table inquest-stack"><caption class="govuk-table__caption govuk-table__caption--s">${escapeHtml(caption)}</caption><thead role="rowgroup" class="govuk-table__head"><tr role="row" class="govuk-table__row">${cells.join('')}</tr></thead><tbody role="rowgroup" class="govuk-table__body">${body.join('')}</tbody></table>`
}

function renderCell(cell: Line, name: string, column: number): string {
  const content = renderLine(cell)
  if (column === 0) {
    return `<th scope="row" role="rowheader" class="govuk-table__header govuk-table__cell--first">${content}</th>`
  }
  const label = content === '' || name === '' ? '' : ` data-label="${escapeHtml(name.endsWith('?') ? name : `${name}:`)}"`
  return `<td role="cell" class="govuk-table__cell"${label}>${content}</td>`
}

/** Widths in pixels for which a picture is drawn: style sheets choose one of them. */
const widths = { wide: 760, narrow: 340 } as const

function renderChart(chart: Chart): string {
  const id = `chart-${chart.id}`
  const drawn = (['wide', 'narrow'] as const).map((kind) => {
    const { height, svg } = chart.draw(widths[kind])
    return `<svg class="inquest-${kind}" viewBox="0 0 ${widths[kind]} ${Math.ceil(height)}" role="img" aria-labelledby="${id}">${svg}</svg>`
  })
  return `<figure class="inquest-chart"><figcaption id="${id}"><strong>${escapeHtml(chart.title)}</strong><br>${escapeHtml(chart.description)}</figcaption>${drawn.join('')}</figure>`
}

function renderEvidence({ number, tool, reading, blocks }: Evidence): string {
  return `<div class="inquest-evidence" id="${anchorOf(number)}"><details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text"><strong>${escapeHtml(number)}</strong> <code>${escapeHtml(tool)}</code>: ${escapeHtml(reading)}</span></summary><div class="govuk-details__text">${blocks.map(renderBlock).join('\n')}</div></details></div>`
}
