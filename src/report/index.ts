/** The run record → JSON, Markdown and one-file HTML. Arranges what the record holds and computes nothing. */
export { renderJson } from './json/render-json.ts'
export { reportSchema } from './json/schema.ts'
export { renderMarkdown } from './markdown/render-markdown.ts'
export { renderHtml } from './html/render-html.ts'
