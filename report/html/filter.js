// Shows the findings of the chosen severities that hold all the words, and the
// distributions that hold them. Without it the page shows everything.
const form = document.getElementById("filter");
if (form) {
  const findings = [...document.querySelectorAll(".finding")];
  const cards = [...findings, ...document.querySelectorAll(".distribution")];
  const texts = new Map(cards.map((card) => [card, card.textContent.toLowerCase()]));
  const show = () => {
    const severities = [...form.querySelectorAll("input:checked")].map((box) => box.value);
    const words = form.querySelector("[type=search]").value.toLowerCase().split(/\s+/);
    for (const card of cards) {
      const chosen = !card.dataset.severity || severities.includes(card.dataset.severity);
      card.hidden = !chosen || !words.every((word) => texts.get(card).includes(word));
    }
    const shown = findings.filter((finding) => !finding.hidden).length;
    form.querySelector("output").value = shown + " of " + findings.length;
  };
  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
}
