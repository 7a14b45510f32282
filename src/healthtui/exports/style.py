"""How the page looks: on a screen, and on one sheet of A4 for the counter."""

from typing import Final

STYLE: Final = """
body { font: 15px/1.45 Arial, "Liberation Sans", Helvetica, sans-serif; color: #111;
  background: #fff; margin: 1.5rem auto; max-width: 64rem; padding: 0 1rem; }
h1 { font-size: 1.5em; margin: 0; }
h2 { font-size: 1.1em; margin: 1.1em 0 .3em; border-bottom: 1px solid #767676; }
h3 { font-size: 1em; margin: .8em 0 .2em; }
p { margin: .3em 0; }
ul { margin: .3em 0; padding-left: 1.1em; }
table { border-collapse: collapse; }
th { text-align: left; font-weight: 600; }
th, td { vertical-align: top; padding: .15em .6em .15em 0; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: .2em 0;
  border-left: 3px solid #767676; padding-left: .6em; }
span + span { color: #444; font-weight: normal; }
.answer { font-weight: 700; font-size: 1.1em; }
.pair > span { display: inline-block; width: 50%; vertical-align: top; }
.pair > span + span { width: 48%; margin-left: 1.5%; }
.grid { width: 100%; }
.grid th { white-space: nowrap; }
.grid td.pair:last-child { width: 45%; }
.grid th, .grid td { border-bottom: 1px solid #ccc; }
.grid .pair > span { display: block; width: auto; margin: 0; }
.blanks { list-style: none; padding: 0; }
.blanks li { border-bottom: 1px solid #111; min-height: 1.9em; padding-top: .5em; }
@media (max-width: 40rem) {
  .pair > span, .pair > span + span { display: block; width: auto; margin: 0; }
  .grid th { white-space: normal; }
}
@page { size: A4; margin: 8mm 10mm; }
@media print {
  body { font-size: 7.4pt; line-height: 1.14; margin: 0; max-width: none; padding: 0; }
  h1 { font-size: 12pt; }
  h2 { font-size: 8.4pt; margin: 1mm 0 .3mm; break-after: avoid; }
  p, ul, pre { margin: .3mm 0; }
  th, td { padding: .1mm 1.5mm .1mm 0; }
  a { color: inherit; text-decoration: none; }
  tr, li { break-inside: avoid; }
  .blanks { display: flex; gap: 6mm; }
  .blanks li { flex: 1 0 auto; min-height: 7mm; padding-top: 1mm; }
  .grid td.pair { min-width: 14.5em; }
  .dense { font-size: .9em; }
  .facts { column-count: 2; column-gap: 6mm; }
}
"""
