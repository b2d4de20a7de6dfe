import type { Chart } from '../charts/chart.ts'

/** What a tag says about its word: colour in HTML, nothing in Markdown. Never the only carrier of a meaning. */
export type Tone = 'cause' | 'harm' | 'good' | 'bad' | 'unsure' | 'act' | 'plain'

/** A piece of a line. All text is taken as untrusted: the renderers escape it. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'tag'; readonly text: string; readonly tone: Tone }
  /** A figure that stands in a cell of evidence `number`. */
  | { readonly kind: 'figure'; readonly text: string; readonly number: string }
  /** 0–1, written with two decimals, drawn as a bar where there is room for one. */
  | { readonly kind: 'score'; readonly value: number }
  /** Evidence numbers: [E3, E7]. */
  | { readonly kind: 'cites'; readonly numbers: readonly string[] }

export type Line = readonly Inline[]

export type Block =
  | { readonly kind: 'paragraph'; readonly line: Line; readonly weight?: 'lead' | 'small' }
  /** Something that a reader must not miss. */
  | { readonly kind: 'notice'; readonly line: Line }
  | { readonly kind: 'list'; readonly items: readonly Line[] }
  | { readonly kind: 'subheading'; readonly text: string }
  | { readonly kind: 'terms'; readonly rows: readonly (readonly [string, Line])[] }
  | {
      readonly kind: 'table'
      readonly caption: string
      readonly head: readonly string[]
      /** Every row has as many cells as the head. */
      readonly rows: readonly (readonly Line[])[]
      /** Wide tables of values scroll; others stack on a phone. */
      readonly shape: 'values' | 'prose'
      /** Its cells tell what they are without the names of their columns. */
      readonly speaksForItself?: true
    }
  | { readonly kind: 'code'; readonly text: string }
  /** What few readers need: behind its name in HTML, in its place in Markdown. */
  | { readonly kind: 'more'; readonly name: string; readonly blocks: readonly Block[] }
  | { readonly kind: 'chart'; readonly chart: Chart }
  /** One piece of evidence: what the call says, and behind it the call and its rows. */
  | {
      readonly kind: 'evidence'
      readonly number: string
      readonly tool: string
      readonly reading: string
      readonly blocks: readonly Block[]
    }

export interface Section {
  /** Unique in the document; lower case, hyphens. */
  readonly id: string
  readonly title: string
  readonly blocks: readonly Block[]
}

/** A report before it is Markdown or HTML. */
export interface ReportDocument {
  readonly title: string
  readonly subtitle: string
  /** The verdict: what stands on top. */
  readonly lead: readonly Block[]
  readonly sections: readonly Section[]
  /** How the run went, in one line. */
  readonly footer: Line
}

export const text = (value: string): Inline => ({ kind: 'text', text: value })
export const strong = (value: string): Inline => ({ kind: 'strong', text: value })
export const code = (value: string): Inline => ({ kind: 'code', text: value })
export const tag = (value: string, tone: Tone = 'plain'): Inline => ({ kind: 'tag', text: value, tone })
export const paragraph = (...line: Inline[]): Block => ({ kind: 'paragraph', line })
const subheading = (value: string): Block => ({ kind: 'subheading', text: value })
/** A list, or nothing when there are no items: a report has no empty headings. */
export const list = (items: readonly Line[]): Block[] => (items.length > 0 ? [{ kind: 'list', items }] : [])
/** A list whose first items stand open; the rest is behind a name that counts them. */
export function longList(items: readonly Line[], open = 6): Block[] {
  if (items.length <= open + 2) return list(items)
  const rest = items.slice(open)
  return [...list(items.slice(0, open)), { kind: 'more', name: `${rest.length} more`, blocks: list(rest) }]
}
/** A heading with what stands under it, or nothing. */
export const under = (heading: string, blocks: readonly Block[]): Block[] =>
  blocks.length > 0 ? [subheading(heading), ...blocks] : []
