// Pasting from a spreadsheet into the grid: cells go right and down from where the caret stands. A table with a heading,
// or one that is longer than the grid, goes through the text field below, as it does without JavaScript.

const form = document.querySelector("form.years");

if (form) {
  const rows = () => [...form.querySelectorAll("table.years tbody tr")];
  const cells = (row) => [...row.querySelectorAll("input, select")];

  const put = (field, text) => {
    if (field.tagName !== "SELECT") {
      field.value = text;
      return;
    }
    const known = [...field.options].find((one) => one.text.trim() === text || one.value === text);
    if (known) field.value = known.value;
    else field.add(new Option(text, text, false, true));
  };

  form.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    const at = event.target.closest("table.years input, table.years select");
    if (!at || !/[\t\n]/.test(text)) return;
    const lines = text.replace(/\r/g, "").replace(/\n+$/, "").split("\n").map((line) => line.split("\t"));
    const every = rows();
    const first = every.findIndex((row) => row.contains(at));
    const left = cells(every[first]).indexOf(at);
    const fits = first + lines.length <= every.length && !/[^\d\s.\-/年月日]/.test(lines[0][0] || "0");
    event.preventDefault();
    if (!fits && left === 0) {
      const box = form.querySelector("#pasted");
      box.value = text;
      form.querySelector("details.paste").open = true;
      form.querySelector('button[value="fill"]').focus();
      return;
    }
    lines.slice(0, every.length - first).forEach((line, down) => {
      const fields = cells(every[first + down]);
      line.forEach((cell, right) => fields[left + right] && put(fields[left + right], cell.trim()));
    });
  });
}
