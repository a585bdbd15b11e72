/** The one style sheet of all pages: a card in the middle, light or dark as the system says. */
export const pageStyle = `
:root { color-scheme: light dark; --back: #f2f4f7; --card: #fff; --text: #1b1d21; --quiet: #5c636e;
  --line: #c9ced6; --accent: #1a5fd0; --on-accent: #fff; --mark: #e8f0fd; --error: #b3261e; --alarm: #fdecea }
@media (prefers-color-scheme: dark) { :root { --back: #14161a; --card: #1f2228; --text: #eceef2; --quiet: #a0a7b4;
  --line: #454b57; --accent: #8ab4ff; --on-accent: #10203c; --mark: #26334a; --error: #ffb4ab; --alarm: #3b2020 } }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: grid; grid-template-columns: minmax(0, 1fr); place-items: center;
  padding: 1rem; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif }
main { width: 100%; max-width: 27rem; padding: 2rem; background: var(--card); border: 1px solid var(--line);
  border-radius: 12px }
@media (max-width: 30rem) { body { padding: 0; place-items: start stretch; background: var(--card) }
  main { max-width: none; padding: 1.5rem 1.25rem; border: 0; border-radius: 0 } }
h1 { margin: 0 0 .25rem; font-size: 1.5rem; line-height: 1.25 }
h2 { margin: 1.25rem 0 .5rem; font-size: .875rem; font-weight: 600; color: var(--quiet) }
p { margin: 0 0 1rem; overflow-wrap: anywhere }
.quiet, dl, small { color: var(--quiet); font-size: .875rem }
.error { padding: .625rem .75rem; border-left: 3px solid var(--error); border-radius: 4px; background: var(--alarm);
  color: var(--error); overflow-wrap: anywhere }
h1 + .error { margin-top: .75rem }
ul { margin: 0; padding: 0; list-style: none }
.scopes { padding-left: 1.25rem; list-style: disc; overflow-wrap: anywhere }
button { min-height: 2.5rem; padding: .375rem 1rem; font: inherit; color: inherit; cursor: pointer; background: none;
  border: 1px solid var(--line); border-radius: 8px }
button:hover { border-color: var(--accent) }
.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent) }
.link { min-height: 0; padding: .375rem 0; border: 0; color: var(--accent) }
.link:hover { text-decoration: underline }
.account { display: flex; gap: .75rem; align-items: center; width: 100%; margin: 0 0 .5rem; padding: .625rem .75rem;
  text-align: left }
.account:hover, .account:focus-visible { background: var(--mark); border-color: var(--accent) }
.account span { min-width: 0 }
.account b, .account small { display: block; overflow-wrap: anywhere; line-height: 1.35 }
.account i { flex: none; width: 2.25rem; height: 2.25rem; display: grid; place-items: center; border-radius: 50%;
  background: var(--mark); color: var(--accent); font-style: normal; font-weight: 600 }
label { display: block; margin: 1rem 0 .375rem; font-size: .875rem; font-weight: 600; color: var(--quiet) }
.row { display: flex; gap: .5rem }
.buttons { display: flex; flex-direction: row-reverse; justify-content: flex-start; gap: .5rem; margin-top: 1.25rem }
input { width: 100%; min-width: 0; min-height: 2.5rem; font: inherit; padding: .375rem .75rem; color: inherit;
  background: var(--card); border: 1px solid var(--line); border-radius: 8px }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
footer { display: flex; justify-content: space-between; align-items: center; gap: 1rem; margin-top: 1.5rem }
dl { display: grid; grid-template-columns: auto 1fr; gap: .125rem 1rem; margin: 0; overflow-wrap: anywhere }
dd { margin: 0; min-width: 0; grid-column: 2 }
.wide { max-width: 52rem }
.wide section { margin-top: 1.5rem; padding-top: .25rem; border-top: 1px solid var(--line) }
.wide h2 { font-size: 1.125rem; color: inherit }
h3 { margin: 1.25rem 0 .5rem; font-size: .875rem; font-weight: 600; color: var(--quiet) }
.wide dd { color: var(--text) }
@media (max-width: 30rem) { .wide dl { display: block } }
.known li { margin: 0 0 .75rem; overflow-wrap: anywhere }
code { font: .8125rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere }
a, summary { color: var(--accent) }
summary { cursor: pointer }
`
