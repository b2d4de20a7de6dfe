/** A picture, drawn twice: for a wide page and for a phone. */
export interface Chart {
  /** Lower case, hyphens: unique in the document. */
  readonly id: string
  readonly title: string
  /** What the picture shows, for those who do not see it. */
  readonly description: string
  /** SVG elements for a given width in pixels; every text in it is already escaped. */
  draw(width: number): { readonly height: number; readonly svg: string }
}
