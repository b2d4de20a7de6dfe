import { type Content, html } from '../html.ts'

const [width, height] = [72, 20]

/** How a score moved as tests came in: a line, and a word for those who do not see it. */
export function trend(scores: readonly number[]): Content {
  const [before, now] = scores.slice(-2)
  if (before === undefined || now === undefined) return null
  const step = width / (scores.length - 1)
  const points = scores.map((score, i) => `${(i * step).toFixed(1)},${(height - 2 - score * (height - 4)).toFixed(1)}`)
  const word = now > before ? 'rising' : 'falling'
  return html`<svg
    class="inquest-trend"
    width="${width}"
    height="${height}"
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-label="${word}"
  >
    <polyline points="${points.join(' ')}" fill="none" stroke="${now > before ? '#00703c' : '#d4351c'}" stroke-width="2" />
  </svg>`
}
