/** What a report needs beside GOV.UK Frontend's components. */
export const ownCss = `
.inquest-masthead{background:#0b0c0c;color:#fff;font-family:arial,sans-serif;font-weight:700;font-size:1.1875rem;padding:10px 0;border-bottom:8px solid #1d70b8}
.inquest-measure{max-width:44rem}
.govuk-template{background:#fff}
.govuk-main-wrapper{padding-top:30px}
p,li,td,th,dd,dt,summary{overflow-wrap:break-word}
code{font-family:Menlo,Consolas,"Liberation Mono",monospace;font-size:.875em;overflow-wrap:anywhere}
.inquest-code{font-family:Menlo,Consolas,"Liberation Mono",monospace;font-size:.875rem;line-height:1.45;background:#f3f2f1;border-left:5px solid #b1b4b6;padding:10px 15px;margin:0 0 20px;white-space:pre-wrap;overflow-wrap:anywhere}
.inquest-figure{color:inherit;text-decoration:underline dotted;text-decoration-thickness:1px;text-underline-offset:.2em}
.inquest-figure:hover{text-decoration-style:solid}
.inquest-figure:focus{outline:3px solid transparent;color:#0b0c0c;background-color:#fd0;box-shadow:0 -2px #fd0,0 4px #0b0c0c;text-decoration:none}
.inquest-cites{white-space:nowrap;font-size:.8125em}
.inquest-contents{border-top:2px solid #1d70b8;padding:15px 0 0;margin:30px 0}
.inquest-section{border-top:1px solid #cecece;padding-top:30px;margin-top:40px}
.inquest-score{display:block;margin-top:4px}
.inquest-scroll{margin-bottom:30px}
.inquest-scroll{overflow-x:auto}
.inquest-scroll:focus{outline:3px solid #fd0;outline-offset:2px}
.inquest-values{border-collapse:collapse;width:100%;font-family:arial,sans-serif;font-size:.9375rem;line-height:1.35}
.inquest-values caption{font-weight:700;text-align:left;padding-bottom:4px}
.inquest-values th,.inquest-values td{text-align:left;vertical-align:top;padding:6px 14px 6px 0;min-width:4.5rem;max-width:26rem;border-bottom:1px solid #cecece;overflow-wrap:break-word}
.inquest-values tbody th{font-weight:400}
.govuk-table__cell--first{font-weight:400;vertical-align:top}
.govuk-tag{max-width:none}
.inquest-chart{margin:0 0 30px}
.inquest-chart figcaption{font-family:arial,sans-serif;margin-bottom:10px}
.inquest-chart svg{display:block;width:100%;height:auto;overflow:visible}
.inquest-chart text{font-family:arial,sans-serif;font-size:13px;paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}
.inquest-chart .inquest-wide{display:none}
.inquest-evidence .govuk-details{margin-bottom:15px;font-size:1rem}
.inquest-evidence .govuk-details__summary-text{font-weight:400;margin-bottom:5px}
.inquest-evidence:target details::details-content{content-visibility:visible;display:block}
.inquest-evidence:target{background:#fff7bf;outline:5px solid #fff7bf}
.inquest-footer{background:#f3f2f1;border-top:1px solid #cecece;padding:20px 0;font-family:arial,sans-serif}
@media (min-width:40.0625em){
.inquest-contents ul{columns:2;column-gap:40px}
.inquest-chart .inquest-wide{display:block}
.inquest-chart .inquest-narrow{display:none}
.inquest-stack th:first-child{max-width:15rem}
.inquest-stack .govuk-tag{white-space:nowrap}
}
@media screen and (max-width:40.0525em){
.inquest-stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.inquest-stack,.inquest-stack caption,.inquest-stack tbody,.inquest-stack tr,.inquest-stack th,.inquest-stack td{display:block}
.inquest-stack tr{border-bottom:1px solid #cecece;padding:8px 0}
.inquest-stack th,.inquest-stack td{border:0;padding:2px 0}
.inquest-stack tbody th{font-weight:700}
.inquest-stack td[data-label]:before{content:attr(data-label) " ";font-weight:700}
.inquest-narrow{max-width:480px}
}
@media print{
.inquest-masthead{background:none;color:#000;padding-top:0}
.inquest-contents,.govuk-skip-link{display:none}
.inquest-section{page-break-inside:auto}
.inquest-chart,.inquest-stack tr,.inquest-code{break-inside:avoid}
h2,h3,caption{break-after:avoid}
.inquest-chart .inquest-wide{display:block}
.inquest-chart .inquest-narrow{display:none}
.inquest-scroll{overflow:visible}
.inquest-values th,.inquest-values td{font-size:8pt;min-width:0;padding:3pt 6px 3pt 0;overflow-wrap:anywhere}
.inquest-chart svg{max-height:205mm}
.inquest-figure{text-decoration:none}
.govuk-body,.govuk-body-s,.govuk-list,.govuk-table,.govuk-table__cell,.govuk-table__header,.govuk-summary-list,.govuk-details,.govuk-warning-text,.govuk-tag,.inquest-chart figcaption{font-size:10.5pt;line-height:1.3}
.govuk-body,.govuk-list{margin-bottom:8pt}
.govuk-table__cell,.govuk-table__header,.govuk-summary-list__key,.govuk-summary-list__value{padding-top:3pt;padding-bottom:3pt}
.govuk-heading-l{font-size:18pt}
.govuk-heading-m{font-size:13pt}
.govuk-body-l{font-size:13pt}
.inquest-section{padding-top:12pt;margin-top:14pt}
a[href]:after{content:none!important}
}`
