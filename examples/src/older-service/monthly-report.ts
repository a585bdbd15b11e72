const month = { id: '2026-10', name: 'October 2026' }

const regions = [
  { name: 'North', calls: 412, contracts: 31 },
  { name: 'South', calls: 388, contracts: 27 },
  { name: 'West', calls: 540, contracts: 44 },
] as const

const total = (of: 'calls' | 'contracts'): number => regions.reduce((sum, region) => sum + region[of], 0)

/** The report for programs. */
export const reportXml: string = `<?xml version="1.0" encoding="utf-8"?>
<report month="${month.id}">
${regions.map(({ name, calls, contracts }) => `  <region name="${name}" calls="${calls}" contracts="${contracts}"/>`).join('\n')}
</report>
`

const style = `
:root{color-scheme:light dark;--ink:light-dark(#1b2027,#e8ebef);--quiet:light-dark(#59636f,#a5b0bd);--line:light-dark(#d5d9e0,#3a424d);--ground:light-dark(#f4f5f7,#15181d);--card:light-dark(#fff,#1f242b);--accent:light-dark(#0b5cad,#7db8ff)}
body{margin:0 auto;max-width:40rem;padding:2rem 1rem;background:var(--ground);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
h1{margin:0;font-size:1.75rem;line-height:1.2}p{margin:.25rem 0 1.5rem;color:var(--quiet)}
table{width:100%;border-collapse:collapse;background:var(--card);border:1px solid var(--line);font-variant-numeric:tabular-nums}
caption{padding-bottom:.5rem;text-align:start;color:var(--quiet)}
th,td{padding:.6rem .9rem;text-align:end;border-bottom:1px solid var(--line)}th:first-child{text-align:start}
tfoot th,tfoot td{font-weight:600;border-bottom:0}
a{color:var(--accent)}:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
`

const row = (head: string, calls: number, contracts: number): string =>
  `<tr><th scope="row">${head}</th><td>${calls}</td><td>${contracts}</td></tr>`

/** The report for people. */
export const reportPage: string = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Monthly report, ${month.name}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<main>
<h1>Monthly report</h1>
<p><time datetime="${month.id}">${month.name}</time></p>
<table>
<caption>Calls and contracts by region</caption>
<thead><tr><th scope="col">Region</th><th scope="col">Calls</th><th scope="col">Contracts</th></tr></thead>
<tbody>
${regions.map(({ name, calls, contracts }) => row(name, calls, contracts)).join('\n')}
</tbody>
<tfoot>${row('All', total('calls'), total('contracts'))}</tfoot>
</table>
</main>
</body>
</html>
`
