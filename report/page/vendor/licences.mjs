// Writes plot.js, the bundle under a heading that names what is in it, and
// LICENSES.txt with the licence of each of these packages.
import {existsSync, readFileSync, readdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";

const out = process.argv[2];
const meta = JSON.parse(readFileSync(join(out, "meta.json"), "utf8"));
const names = new Set();
for (const input of Object.values(meta.outputs).flatMap((o) => Object.keys(o.inputs))) {
  const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
  if (found) names.add(found[1]);
}

const packages = [...names].sort().map((name) => {
  const folder = join("node_modules", name);
  const {version, license} = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((f) => /^(un)?licen[cs]e/i.test(f));
  const text = file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8").trim() : "";
  if (!/^(ISC|MIT|BSD-3-Clause|Unlicense)$/.test(license)) throw new Error(`${name}: licence ${license}`);
  return {name, version, license, text};
});

const heading = packages.map((p) => `${p.name} ${p.version} (${p.license})`).join(", ");
writeFileSync(join(out, "plot.js"), `/* ${heading}; see report/page/vendor/LICENSES.txt */\n${readFileSync(join(out, "bundle.js"), "utf8")}`);
writeFileSync(join(out, "LICENSES.txt"), packages.map((p) => `${p.name} ${p.version}, ${p.license}\n\n${p.text}\n`).join(`\n${"-".repeat(72)}\n\n`));
