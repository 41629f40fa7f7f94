/** One style for the status page and the report: light and dark as the reader has it, and black on white on paper. */
export const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --soft: #57606a; --line: #d0d7de; --good: #116329; --bad: #a40e26; --wait: #7a4a00; --bar: #0a58ca }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --soft: #9da7b1; --line: #3d444d; --good: #57d873; --bad: #ff8f87; --wait: #e9b44c; --bar: #6cb0ff } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
h1 { font-size: 1.6rem; margin: 0 0 .5rem } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem }
p { margin: .4rem 0 } .soft { color: var(--soft) } .good { color: var(--good) } .bad { color: var(--bad) } .wait { color: var(--wait) }
progress { width: 100%; height: 1.25rem; accent-color: var(--bar) }
table { border-collapse: collapse; width: 100% } caption { text-align: left; color: var(--soft); padding-bottom: .3rem }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere } td.number { text-align: right; font-variant-numeric: tabular-nums }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .2rem 1.2rem; margin: 0 } dt { color: var(--soft) } dd { margin: 0; overflow-wrap: anywhere }
ul { padding-left: 1.2rem; margin: .4rem 0 } code { font-family: ui-monospace, monospace; font-size: .9em }
input, button { font: inherit; padding: .4rem .7rem; color: inherit; background: transparent; border: 1px solid var(--soft); border-radius: .3rem }
:focus-visible { outline: 3px solid var(--bar); outline-offset: 2px }
@media print { :root { --ink: #000; --paper: #fff; --soft: #333; --line: #999; --good: #000; --bad: #000; --wait: #000 } body { max-width: none; padding: 0; font-size: 10pt } tr, li { break-inside: avoid } h2 { break-after: avoid } thead { display: table-header-group } }
`;
