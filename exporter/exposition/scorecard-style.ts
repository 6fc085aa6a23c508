/** A table where there is room for one and on paper, cards where there is not; what the eye sees in colour it also reads. */
export const scorecardStyle = `
body{max-width:118rem;padding-left:.75rem;padding-right:.75rem}.wide{max-width:130ch;margin:.35rem 0}p.soft.wide{font-size:.85rem}
.card{table-layout:fixed;border-collapse:separate;border-spacing:0;margin-top:1rem}.card th:first-child,.card thead td{width:6.6rem}
.card th,.card td{padding:0;border-bottom:1px solid var(--line);vertical-align:top}.card th{font-size:.75rem;line-height:1.25;padding:.3rem .2rem .3rem .45rem;overflow-wrap:anywhere}.card tbody th{font-size:.9rem;padding-left:0}
.card thead th,.card thead td{background:var(--ground)}.card thead tr:first-child th{border-left:1px solid var(--line);color:var(--soft)}
.fine{display:block;font-size:.68rem;line-height:1.3;font-weight:400;color:var(--soft)}.card td a{display:block;height:100%;padding:.3rem 0 .3rem .3rem;color:inherit;text-decoration:none;border-left:3px solid transparent}.card td a:hover,.card td a:focus-visible{background:var(--card)}
.card .none{padding:.3rem .6rem}.title,.card .narrow{display:none}.spoken{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.value{display:block;font-size:.95rem;font-weight:650;line-height:1.3;font-variant-numeric:tabular-nums;white-space:nowrap}.absent{display:block;white-space:normal;font-size:.72rem;line-height:1.3;font-weight:400;color:var(--soft)}
.state{display:block;font-size:.75rem;line-height:1.3}.card .met a{border-left-color:var(--good)}.card .broken a{border-left-color:var(--bad);background:var(--bad-ground)}.card .not_yet a,.card .waived a{border-left-color:var(--wait)}
.met .state{color:var(--good)}.broken .state{color:var(--bad);font-weight:650}.not_yet .state,.waived .state{color:var(--wait)}.unknown .state,.not_configured .state{color:var(--soft)}
svg{display:block;margin:.2rem 0;max-width:100%;fill:none;stroke:var(--line-ink);stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}svg circle{fill:var(--line-ink);stroke:none}svg .limit{stroke:var(--soft);stroke-width:1;stroke-dasharray:2 3}
dt{font-weight:650}dd{margin:0 0 .5rem}details{margin-top:1rem}footer{margin-top:2.5rem;border-top:1px solid var(--line)}
@media screen and (min-width:68.01rem){html{scroll-padding-top:9rem}.card thead{position:sticky;top:0;z-index:1}}
@media screen and (max-width:68rem){.card,.card tbody{display:block}.card thead{display:none}.card tr{display:grid;grid-template-columns:repeat(auto-fill,minmax(9.5rem,1fr));gap:0 .75rem;border:1px solid var(--line);border-radius:.5rem;padding:.25rem .75rem .75rem;margin-bottom:1rem}
.card tbody th:first-child{grid-column:1/-1;font-size:1.1rem;padding:.5rem 0;width:auto;border:0}.card tbody tr td{border:0;border-top:1px solid var(--line)}.card .none{display:none}.title{display:block;font-size:.8rem;font-weight:600}.card .narrow{display:block}}
@media print{@page{size:A4 landscape;margin:9mm}html{font-size:11px}body{font-size:11px;line-height:1.3}p{margin:.3rem 0}.note{padding:0;border:0}h2{margin:.5rem 0 .2rem}td,th{padding-top:.1rem;padding-bottom:.1rem}footer{margin-top:.75rem;break-inside:avoid}.card .broken a{border-left-width:6px}.card svg{width:64px;height:17px}}
`;
