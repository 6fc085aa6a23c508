/** Slides of 1280 × 720, on paper as on screen. Fonts are those of the machine: nothing is fetched. */
export const theme = `/* @theme clockspeed */
section{width:1280px;height:720px;padding:40px 80px 48px;border-top:12px solid #0b3d7a;background:#fff;color:#1b1f24;font:26px/1.35 Helvetica,Arial,sans-serif;display:flex;flex-direction:column;justify-content:flex-start}
section h1{font-size:64px;margin:150px 0 16px;line-height:1.1;color:#0b3d7a}
section h2{font-size:36px;margin:0 0 20px;line-height:1.15;color:#0b3d7a}
section p,section ul{margin:0 0 18px}
section li{margin:0 0 12px}
section a{color:#0a4a94;text-decoration:none;border-bottom:1px solid #9fb4cc}
section p a,section li a,section td[style*=right] a{white-space:nowrap}
section strong{color:#0b3d7a}
section table{border-collapse:collapse;width:100%;font-size:21px;margin:0 0 16px}
section th{text-align:left;font-weight:600;color:#4a5460;border-bottom:2px solid #0b3d7a;padding:7px 14px 7px 0;vertical-align:bottom}
section td{border-bottom:1px solid #d0d7de;padding:8px 14px 8px 0;vertical-align:top;font-variant-numeric:tabular-nums}
section th:last-child,section td:last-child{padding-right:0}
section img{display:block;margin:0 auto}
section blockquote{margin:auto 60px 0 0;padding:0;font-size:14px;line-height:1.3;color:#57606a;overflow-wrap:anywhere}
section blockquote p{margin:0}
section::after{content:attr(data-marpit-pagination);position:absolute;right:40px;bottom:22px;font-size:16px;color:#57606a}
`;
