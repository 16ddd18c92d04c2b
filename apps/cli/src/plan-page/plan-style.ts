/** The style of the page: colours as the console has them, in light and dark. */
export const PLAN_STYLE = `
:root {
  color-scheme: light dark;
  --page: light-dark(#f5f6f8, #101318);
  --card: light-dark(#ffffff, #181c23);
  --line: light-dark(#d9dde4, #2c333e);
  --text: light-dark(#1a1f29, #e6e9ef);
  --quiet: light-dark(#58606e, #9aa4b3);
  --accent: light-dark(#1d4fc4, #86aeff);
  --good: light-dark(#16653a, #6fd69b);
  --good-back: light-dark(#e2f5e9, #163324);
  --bad: light-dark(#a3231b, #ff9c93);
  --bad-back: light-dark(#fde8e6, #42201d);
  --other: light-dark(#7a4a00, #f0c274);
  --other-back: light-dark(#fdf0d8, #3a2c12);
  font: 14px/1.5 system-ui, sans-serif;
  color: var(--text);
  background: var(--page);
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem 1.25rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 2rem 0 0.6rem; }
h3 { font-size: 0.95rem; margin: 1.2rem 0 0.5rem; color: var(--quiet); }
p { margin: 0.4rem 0; overflow-wrap: anywhere; }
ul { margin: 0; padding: 0; list-style: none; }
a { color: var(--accent); }
code { font: 0.92em ui-monospace, monospace; overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.quiet { color: var(--quiet); }
.sums { display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 0.8rem 0; }
.sums li, .verb { border-radius: 99px; padding: 0 0.65em; white-space: nowrap; }
.good { color: var(--good); background: var(--good-back); }
.bad { color: var(--bad); background: var(--bad-back); }
.other { color: var(--other); background: var(--other-back); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.list li { padding: 0.5rem 0.9rem; overflow-wrap: anywhere; }
.list li + li { border-top: 1px solid var(--line); }
.problems { border-color: var(--bad); }
.step { margin: 0.5rem 0; }
.step:target { border-color: var(--accent); }
summary { display: grid; grid-template-columns: 9.5em minmax(0, 1fr); gap: 0.15rem 0.8rem; padding: 0.55rem 0.9rem; cursor: pointer; }
summary::-webkit-details-marker { display: none; }
.verb { justify-self: start; font-size: 0.86em; }
summary .verb::before { content: "▸ " / ""; }
[open] > summary .verb::before { content: "▾ " / ""; }
.reason { grid-column: 2; color: var(--quiet); overflow-wrap: anywhere; }
.more { border-top: 1px solid var(--line); padding: 0.6rem 0.9rem 0.8rem; }
.fields { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.9rem; border-top: 1px solid var(--line); }
thead th { border-top: 0; color: var(--quiet); font-weight: 600; font-size: 0.88em; }
tbody th { font-weight: 400; }
.more th, .more td { padding: 0.3rem 0.8rem 0.3rem 0; }
del, ins { text-decoration: none; }
del { color: var(--bad); }
ins { color: var(--good); }
.services { overflow-x: auto; }
caption { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
@media (max-width: 40rem) {
  body { padding: 1rem 0.75rem 3rem; }
  summary { grid-template-columns: minmax(0, 1fr); }
  .reason { grid-column: 1; }
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  tr { display: block; padding: 0.4rem 0.9rem; border-top: 1px solid var(--line); }
  .more tr { padding: 0.4rem 0; }
  tbody tr:first-child { border-top: 0; }
  th, td, .more th, .more td { display: block; border: 0; padding: 0.05rem 0; }
  td::before { content: attr(data-title) ": "; color: var(--quiet); }
}
@media print {
  body { max-width: none; }
}
`;
