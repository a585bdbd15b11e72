/** Light and dark, for screens from a phone's on, and for paper. */
export const styleSheet: string = `
:root{color-scheme:light dark;--ink:#1b1f24;--quiet:#59636e;--paper:#f6f8fa;--card:#fff;--line:#d1d9e0;--accent:#0b57d0;--error:#b3261e;--warning:#8a5a00;--info:#0b57d0;--good:#1a7f37;--code:#eff2f5}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--quiet:#9da7b1;--paper:#0d1117;--card:#151b23;--line:#3d444d;--accent:#8ab4f8;--error:#ff9d94;--warning:#e3b341;--info:#8ab4f8;--good:#56d364;--code:#212830}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:56rem;padding:2rem 1rem 4rem;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,sans-serif;overflow-wrap:anywhere}
h1,h2,h3,p,figure,dl,dd{margin:0}
h1{font-size:1.75rem;line-height:1.2}h2{font-size:1.25rem;line-height:1.3}h3{font-size:1rem;margin-top:1.5rem}
h1.error{color:var(--error)}h1.warning{color:var(--warning)}h1.good{color:var(--good)}
.product,.quiet{color:var(--quiet);font-size:.9rem}
a{color:inherit}
nav ol{list-style:none;margin:1rem 0 0;padding:0;display:grid;gap:.35rem}nav a{text-decoration:none}nav a:hover{text-decoration:underline}
main{display:grid;gap:1.25rem;margin-top:1.5rem}main>*{min-width:0}
article,section{padding:1.25rem;border:1px solid var(--line);border-radius:10px;background:var(--card)}
article{border-top:4px solid var(--info)}article.error{border-top-color:var(--error)}article.warning{border-top-color:var(--warning)}
article>p{margin-top:.6rem}article>.facts{margin:0 0 .4rem}
section ul{margin:.5rem 0 0;padding-left:1.2rem}section dl{margin-top:.5rem}section dd{margin-bottom:.5rem;color:var(--quiet)}
.badge{display:inline-block;padding:0 .5rem;border:1px solid;border-radius:1rem;font-size:.75rem;line-height:1.5;font-weight:600;color:var(--info)}
.badge.error{color:var(--error)}.badge.warning{color:var(--warning)}
code,pre{font:.875em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
p code,li code,dd code{padding:.1em .3em;border-radius:4px;background:var(--code)}
pre{overflow:auto;margin:.75rem 0 0;padding:.75rem;border:1px solid var(--line);border-radius:6px;background:var(--code);overflow-wrap:normal}
pre code{font-size:1em}
.evidence div{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:0 1rem;padding:.4rem 0;border-bottom:1px solid var(--line)}
.evidence dt{color:var(--quiet)}.evidence dd>.quiet{display:block}
details{margin-top:.5rem;padding:.5rem .75rem;border:1px solid var(--line);border-radius:6px}
summary{cursor:pointer;font-weight:600}details p{margin-top:.4rem}
figure{margin-top:1rem}
figure svg{display:block;width:100%;height:auto;max-width:50rem;margin:0 auto}
.hops{display:none;margin:0;padding-left:1.4rem}.hops li{margin-top:.6rem}.hops .gap{list-style:none;color:var(--quiet)}.hops .stop{display:block;color:var(--error)}.hops .refused{color:var(--warning)}
svg text{fill:var(--ink);font:13px system-ui,sans-serif;stroke:var(--card);stroke-width:4px;paint-order:stroke}svg .box+text{stroke:none}svg .mono{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
svg .soft{fill:var(--quiet)}svg .lane{stroke:var(--line);stroke-width:1.5}svg .box{fill:var(--code);stroke:var(--line)}
svg .arrow{stroke:var(--ink);stroke-width:1.5;fill:none}svg .head{fill:var(--ink)}
svg .back{stroke:var(--quiet);stroke-width:1.5;stroke-dasharray:5 4;fill:none}svg .back-head{fill:var(--quiet)}
svg .stop{stroke:var(--error);stroke-width:2;fill:none}svg .stop-disc{fill:var(--card);stroke:var(--error);stroke-width:2}svg .stop-text{fill:var(--error);font-weight:600}
svg .refused{stroke:var(--warning);stroke-width:1.5;fill:none}svg .refused-head{fill:var(--warning)}svg .refused-disc{fill:var(--card);stroke:var(--warning);stroke-width:2}svg .refused-text{fill:var(--warning);font-weight:600;stroke:none}
svg .good{stroke:var(--good);stroke-width:1.5;fill:none}svg .good-head,svg .good-text{fill:var(--good)}
@media(max-width:40rem){body{padding-top:1rem}figure svg{display:none}.hops{display:block}.evidence div{grid-template-columns:1fr}article,section{padding:1rem}}
@media print{:root{--paper:#fff;--card:#fff}body{max-width:none;padding:0;font-size:11pt}article,section{border-radius:0;break-inside:auto}figure,.evidence div,pre{break-inside:avoid}pre{white-space:pre-wrap}details::details-content{content-visibility:visible;display:block;block-size:auto}figure svg{display:block}.hops{display:none}}
`
