/** How the page looks: in the light, in the dark, on paper, on a small screen. Nothing is loaded from anywhere. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#f5f6fa;--card:#fff;--ink:#171a2b;--soft:#5b6178;--line:#e3e6ef;--track:#eceef5;--accent:#4b4de0;--was:#a9aec4;
--up:#b4341f;--up-bg:#fdece8;--down:#10714a;--down-bg:#e4f6ee;--calm:#4a5069;--calm-bg:#eceef5;--warn:#8a5a00;--warn-bg:#fff3d9;
--s0:#4b4de0;--s1:#0f9f8f;--s2:#e08a1e;--s3:#c2417f;--s4:#3a8fdc;--s5:#7c9a2e;--s6:#9298ae}
@media (prefers-color-scheme:dark){:root{--paper:#0f111a;--card:#181b28;--ink:#eceef8;--soft:#a0a6bf;--line:#2a2e40;--track:#252938;--accent:#8f91ff;--was:#626983;
--up:#ff9d88;--up-bg:#3a1d19;--down:#6fdcae;--down-bg:#12332a;--calm:#bcc1d6;--calm-bg:#252938;--warn:#ffcf70;--warn-bg:#37290c;
--s0:#8f91ff;--s1:#3fcfbd;--s2:#f2ad55;--s3:#ee82b3;--s4:#71b8f5;--s5:#afcb5f;--s6:#7d849e}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;-webkit-font-smoothing:antialiased}
main{max-width:1040px;margin:0 auto;padding:40px 24px 56px}
header{margin-bottom:20px}
.kicker{margin:0;color:var(--soft);font-size:12.5px;letter-spacing:.09em;text-transform:uppercase;font-weight:600}
h1{margin:2px 0 12px;font-size:30px;line-height:1.2;letter-spacing:-.02em;text-wrap:balance}
h2{margin:0 0 14px;font-size:17px;letter-spacing:-.01em}
h2 small{font-weight:400;color:var(--soft);font-size:13px;margin-left:8px}
.card{background:var(--card);border:1px solid var(--line);border-radius:16px;padding:24px;margin:0 0 18px}
.chips{display:flex;flex-wrap:wrap;gap:8px;margin:0;padding:0;list-style:none}
.chip{display:inline-block;border-radius:99px;padding:2px 11px;font-size:13px;font-weight:600;background:var(--calm-bg);color:var(--calm);white-space:nowrap}
.chip.up{background:var(--up-bg);color:var(--up)}.chip.down{background:var(--down-bg);color:var(--down)}.chip.warn{background:var(--warn-bg);color:var(--warn)}
.hero{display:flex;flex-wrap:wrap;align-items:baseline;gap:4px 16px;font-variant-numeric:tabular-nums}
.hero .from{font-size:26px;color:var(--soft);letter-spacing:-.02em}
.hero .arrow{font-size:24px;color:var(--soft)}
.hero .to{font-size:46px;line-height:1.1;font-weight:720;letter-spacing:-.035em}
.hero .unit{color:var(--soft);font-size:16px}
.label{margin:0 0 4px;color:var(--soft);font-size:13.5px}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(190px,1fr));gap:14px 28px;margin:22px 0 0;padding:18px 0 0;border-top:1px solid var(--line)}
.facts div{min-width:0}
.facts dt{color:var(--soft);font-size:13px}
.facts dd{margin:2px 0 0;font-weight:620;font-variant-numeric:tabular-nums}
.facts dd s{text-decoration:none;font-weight:400;color:var(--soft)}
.facts dd em{font-style:normal;font-weight:500;font-size:13px;color:var(--soft);display:block}
.whole{margin:24px 0 0}
.whole figcaption{color:var(--soft);font-size:13px;margin-bottom:8px}
.stack{display:flex;align-items:center;gap:12px;margin-bottom:6px}
.stack .when{width:46px;flex:none;font-size:13px;color:var(--soft)}
.stack svg{flex:1;height:34px;min-width:0;border-radius:7px;display:block}
.legend{display:flex;flex-wrap:wrap;gap:4px 18px;margin:12px 0 0;padding:0;list-style:none;font-size:13px}
.legend li{display:flex;align-items:center;gap:7px;min-width:0}.legend span{overflow-wrap:anywhere}.legend b{font-weight:500;color:var(--soft);font-variant-numeric:tabular-nums}
.legend i{width:10px;height:10px;border-radius:3px;flex:none}
.aside{margin:14px 0 0;color:var(--soft);font-size:13px}.aside+.aside{margin-top:2px}
.track{fill:var(--track)}.was{fill:var(--was)}.is{fill:var(--accent)}.open{fill:url(#endless)}
.s0{fill:var(--s0)}.s1{fill:var(--s1)}.s2{fill:var(--s2)}.s3{fill:var(--s3)}.s4{fill:var(--s4)}.s5{fill:var(--s5)}.s6{fill:var(--s6)}
.k0{background:var(--s0)}.k1{background:var(--s1)}.k2{background:var(--s2)}.k3{background:var(--s3)}.k4{background:var(--s4)}.k5{background:var(--s5)}.k6{background:var(--s6)}
.pattern{position:absolute;width:0;height:0}.pattern path{stroke:var(--up);stroke-width:7}.pattern rect{fill:var(--up-bg)}
.scroll{overflow-x:auto}
table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{text-align:left;padding:9px 12px 9px 0;border-top:1px solid var(--line);vertical-align:middle}
thead th{border-top:0;padding-top:0;color:var(--soft);font-size:12.5px;font-weight:500;white-space:nowrap}
tbody th{font-weight:600;overflow-wrap:anywhere;min-width:110px}
td.num,th.num{text-align:right;white-space:nowrap}td:last-child,th:last-child{padding-right:0}
td.bars{width:36%;min-width:120px}
.bar{width:100%;height:24px;display:block;border-radius:4px}
.soft{color:var(--soft)}.up{color:var(--up)}.down{color:var(--down)}
td .where{display:block;color:var(--soft);font-size:13px;overflow-wrap:anywhere}
.notes{margin:0 0 18px;padding:0;list-style:none}
.notes li{background:var(--warn-bg);color:var(--warn);border-radius:12px;padding:10px 16px;margin-bottom:8px;font-size:14px}
.gates{list-style:none;margin:0;padding:0}
.gates li{display:grid;grid-template-columns:28px 1fr;padding:9px 0;border-top:1px solid var(--line)}.gates li:first-child{border-top:0;padding-top:0}.gates li:last-child{padding-bottom:0}
.gates code{font:13.5px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.mark{width:20px;height:20px;border-radius:50%;text-align:center;font:700 12px/20px system-ui,sans-serif;background:var(--down-bg);color:var(--down);margin-top:2px}
.mark.exceeded{background:var(--up-bg);color:var(--up)}.mark.undecided{background:var(--warn-bg);color:var(--warn)}
.plain{margin:0;padding:0;list-style:none}.plain li{padding:7px 0;border-top:1px solid var(--line);overflow-wrap:anywhere}.plain li:first-child{border-top:0}
footer{color:var(--soft);font-size:13px;margin-top:26px}footer p{margin:4px 0}
:focus-visible{outline:2px solid var(--accent);outline-offset:3px;border-radius:4px}
@media (max-width:640px){main{padding:24px 14px 40px}.card{padding:18px}.hero .to{font-size:34px}.hero .from{font-size:20px}h1{font-size:25px}td.bars,th.bars{display:none}}
@media print{:root{--paper:#fff}body{font-size:11px}main{max-width:none;padding:0}.card{break-inside:auto;border-radius:8px;padding:14px}tr,.gates li,.stack{break-inside:avoid}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
