import type { Inline, Line, Tone } from '../document/block.ts'
import { element } from '../charts/svg.ts'
import { escapeHtml } from './escape.ts'

const tagColours: Record<Tone, string> = {
  cause: 'red',
  harm: 'orange',
  good: 'green',
  bad: 'grey',
  unsure: 'yellow',
  act: 'purple',
  plain: 'grey'
}

export function renderLine(line: Line): string {
  return line.map(renderInline).join('')
}

/** The address of a piece of evidence within the page. */
export function anchorOf(number: string): string {
  return number.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

function renderInline(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
      return escapeHtml(inline.text)
    case 'strong':
      return `<strong>${escapeHtml(inline.text)}</strong>`
    case 'code':
      return `<code>${escapeHtml(inline.text)}</code>`
    case 'tag':
      return `<strong class="govuk-tag govuk-tag--${tagColours[inline.tone]}">${escapeHtml(inline.text)}</strong>`
    case 'figure':
      return `<a class="inquest-figure" href="#${anchorOf(inline.number)}">${escapeHtml(inline.text)}</a>`
    case 'score':
      return `${inline.value.toFixed(2)} ${scoreBar(inline.value)}`
    case 'cites':
      return `<span class="inquest-cites">[${inline.numbers.map(citeLink).join(', ')}]</span>`
  }
}

function citeLink(number: string): string {
  return `<a class="govuk-link" href="#${anchorOf(number)}">${escapeHtml(number)}</a>`
}

function scoreBar(value: number): string {
  const share = Math.min(1, Math.max(0, value))
  return element(
    'svg',
    { class: 'inquest-score', width: 64, height: 8, viewBox: '0 0 64 8', 'aria-hidden': 'true', focusable: 'false' },
    element('rect', { width: 64, height: 8, fill: '#cecece' }) +
      element('rect', { width: share * 64, height: 8, fill: '#1d70b8' })
  )
}
