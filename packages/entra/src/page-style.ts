/** The one style sheet of all pages: a card in the middle, light or dark as the system says. */
export const pageStyle = `
:root { color-scheme: light dark; --back: #f2f4f7; --card: #fff; --text: #1b1d21; --quiet: #5c636e;
  --line: #dde1e7; --accent: #1a5fd0; --mark: #e8f0fd; --error: #b3261e }
@media (prefers-color-scheme: dark) { :root { --back: #14161a; --card: #1f2228; --text: #eceef2; --quiet: #a0a7b4;
  --line: #363b45; --accent: #8ab4ff; --mark: #26334a; --error: #ff9d94 } }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: grid; grid-template-columns: minmax(0, 1fr); place-items: center;
  padding: 1rem; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif }
main { width: 100%; max-width: 27rem; padding: 2rem; background: var(--card); border: 1px solid var(--line);
  border-radius: 12px }
h1 { margin: 0 0 .25rem; font-size: 1.5rem; line-height: 1.25 }
h2 { margin: 1.25rem 0 .5rem; font-size: .875rem; font-weight: 600; color: var(--quiet) }
p { margin: 0 0 1rem; overflow-wrap: anywhere }
.quiet, dl, small { color: var(--quiet); font-size: .875rem }
.error { color: var(--error) }
button { font: inherit; color: inherit; cursor: pointer }
.account { display: flex; gap: .75rem; align-items: center; width: 100%; margin: 0 0 .5rem; padding: .625rem .75rem;
  text-align: left; background: none; border: 1px solid var(--line); border-radius: 8px }
.account:hover, .account:focus-visible { background: var(--mark); border-color: var(--accent) }
.account span { min-width: 0; overflow: hidden; text-overflow: ellipsis }
.account b, .account small { display: block; overflow: hidden; text-overflow: ellipsis }
.account i { flex: none; width: 2.25rem; height: 2.25rem; display: grid; place-items: center; border-radius: 50%;
  background: var(--mark); color: var(--accent); font-style: normal; font-weight: 600 }
form.name { display: flex; gap: .5rem }
input { flex: 1; min-width: 0; font: inherit; padding: .5rem .75rem; color: inherit; background: var(--card);
  border: 1px solid var(--line); border-radius: 8px }
.plain { padding: .5rem 1rem; background: none; border: 1px solid var(--line); border-radius: 8px }
.plain:hover { border-color: var(--accent) }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px }
footer { display: flex; justify-content: space-between; align-items: center; gap: 1rem; margin-top: 1.5rem }
dl { display: grid; grid-template-columns: auto 1fr; gap: .125rem 1rem; margin: 0; overflow-wrap: anywhere }
dd { margin: 0 }
`
