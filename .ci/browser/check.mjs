// Looks at reports as a browser and GitHub do: HTML in Chromium, narrow and wide, light and dark, with and without
// JavaScript; the pictures in Markdown with Mermaid.
//
//     node check.mjs REPORTS SCREENSHOTS
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [reports, screenshots] = process.argv.slice(2).map((dir) => resolve(dir));
mkdirSync(screenshots, { recursive: true });
const named = (suffix) => readdirSync(reports).filter((file) => file.endsWith(suffix)).map((file) => join(reports, file));

const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
try {
  for (const file of named(".html")) {
    await look(file);
  }
  await pictures(named(".markdown"));
} finally {
  await browser.close();
}

// open opens a report and keeps what goes wrong on it.
async function open(file, script = true) {
  const page = await browser.newPage();
  const wrong = [];
  page.on("console", (message) => wrong.push("console: " + message.text()));
  page.on("pageerror", (error) => wrong.push("error: " + error.message));
  page.on("dialog", (dialog) => { wrong.push("dialog: " + dialog.message()); dialog.dismiss(); });
  const url = pathToFileURL(file).href;
  page.on("request", (request) => { if (request.url() !== url) wrong.push("request: " + request.url()); });
  await page.setJavaScriptEnabled(script);
  await page.goto(url);
  return { page, wrong };
}

// visible counts the findings that are to be seen.
function visible(page) {
  return page.$$eval(".finding", (all) => all.filter((one) => one.offsetParent !== null).length);
}

// look looks at one report.
async function look(file) {
  const name = basename(file, ".html");
  const { page, wrong } = await open(file);
  for (const width of [390, 1280]) {
    await page.setViewport({ width, height: 844 });
    for (const scheme of ["light", "dark"]) {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await page.screenshot({ path: join(screenshots, `${name}-${width}-${scheme}.png`), fullPage: true });
      await fits(page, `${name}, ${width} pixels wide`);
    }
  }
  await page.$$eval("details", (all) => all.forEach((one) => { one.open = true; }));
  for (const scheme of ["light", "dark"]) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    assert.deepEqual(await page.evaluate(faint), [], `${name}, ${scheme}: texts of little contrast`);
  }
  await page.setViewport({ width: 390, height: 844 });
  await fits(page, `${name}, unfolded`);
  const loading = await page.$$eval("script, img, iframe, object, [onload], [onerror], a[href^='javascript']", (all) => all.map((one) => one.tagName));
  assert.deepEqual(loading, ["SCRIPT"], name);
  const findings = await filters(page, name);
  assert.deepEqual(wrong, [], name);
  await page.close();

  const plain = await open(file, false);
  assert.equal(await visible(plain.page), findings, `${name}: all findings without JavaScript`);
  assert.equal(await plain.page.$$eval("form", (all) => all.filter((form) => form.offsetParent).length), 0, `${name}: no filter without JavaScript`);
  assert.deepEqual(plain.wrong, [], name);
  await plain.page.close();
}

// fits says when a page must be scrolled sideways.
async function fits(page, where) {
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0, `${where}: wider than the screen`);
}

// filters uses the filter, and returns how many findings there are.
async function filters(page, name) {
  const findings = await page.$$eval(".finding", (all) => all.length);
  if (findings === 0) return 0;
  const choose = (checked) => page.$$eval(".filter input[type=checkbox]", (boxes, checked) =>
    boxes.forEach((box) => { if (box.checked !== checked) box.click(); }), checked);
  const search = (words) => page.$eval("[type=search]", (input, words) => {
    input.value = words;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }, words);
  await choose(true);
  assert.equal(await visible(page), findings, `${name}: all severities`);
  assert.equal(await page.$eval("output", (o) => o.value), `${findings} of ${findings}`);
  const rule = await page.$eval(".finding .rule", (one) => one.textContent);
  await search(rule);
  assert.equal(await visible(page), await page.$$eval(".finding", (all, rule) => all.filter((one) => one.textContent.includes(rule)).length, rule), `${name}: ${rule}`);
  await search(rule + " nowhere-to-be-found");
  assert.equal(await visible(page), 0, `${name}: what is nowhere is not found`);
  await search("");
  await choose(false);
  assert.equal(await visible(page), 0, `${name}: no severity`);
  return findings;
}

// faint returns the texts whose contrast is below what WCAG 2.2 asks for (AA).
function faint() {
  const channels = (color) => color.match(/[\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    for (; element; element = element.parentElement) {
      const color = channels(getComputedStyle(element).backgroundColor);
      if (color[3] !== 0) return color;
    }
    return [255, 255, 255];
  };
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || element.offsetParent === null || element.tagName === "SCRIPT") continue;
    const [a, b] = [luminance(channels(getComputedStyle(element).color)), luminance(behind(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) texts.push(`${contrast.toFixed(2)}: ${walker.currentNode.textContent.trim()}`);
  }
  return texts;
}

// pictures draws every picture in Markdown, as GitHub does.
async function pictures(files) {
  const page = await browser.newPage();
  page.on("dialog", (dialog) => { throw new Error("dialog: " + dialog.message()); });
  await page.addScriptTag({ path: new URL("node_modules/mermaid/dist/mermaid.min.js", import.meta.url).pathname });
  let drawn = 0;
  for (const file of files) {
    for (const [, source] of readFileSync(file, "utf8").matchAll(/^```mermaid\n(.*?)^```$/gms)) {
      const picture = await page.evaluate(async (source, id) => {
        mermaid.initialize({ startOnLoad: false });
        const { svg } = await mermaid.render(id, source);
        document.body.innerHTML = svg;
        return {
          gates: document.querySelectorAll(".node").length, denied: document.querySelectorAll(".node.denied").length,
          markup: [...document.querySelectorAll("svg script, svg img, svg a, svg iframe")].map((one) => one.tagName),
        };
      }, source, `picture${drawn}`);
      const nodes = source.split("\n").filter((line) => /\["|\(\["/.test(line)).length;
      assert.deepEqual(picture, { gates: nodes, denied: 2, markup: [] }, `${file}:\n${source}`);
      await page.screenshot({ path: join(screenshots, `${basename(file, ".markdown")}-picture${drawn}.png`) });
      drawn++;
    }
  }
  assert.ok(drawn > 0, "no picture to draw");
}
