"use strict";
// Shows the components as pages of one table: search, filters, order, details on demand. The rows
// are read from the listing that browsers without script show (see _html_rows.py), what they share
// from the page's JSON (see _html_data.py). Text from either reaches the page as text only.
(() => {
  const PAGE = 50;
  const PRINTED_AT_MOST = 2000;
  const ROW = "<tr><th>";
  const by = (id) => document.getElementById(id);
  const data = JSON.parse(by("data").textContent);
  const text = (number) => data.texts[number];
  const count = (number) => number.toLocaleString("en-US");

  const VERDICT = 0, CLASS = 1, EXCLUSION = 2, ORIGIN = 3, CITATION = 4, REASON = 5, TURNS = 6,
    AUTHORIZATION = 7, MISSING = 8, ASSUMED = 9, WARNINGS = 10, TRACE = 11;

  const lines = [];
  const groupOf = [];
  let group = -1;
  for (const line of by("listing").textContent.split("\n")) {
    if (line.startsWith(ROW)) { lines.push(line); groupOf.push(group); }
    else if (line.startsWith("<tbody>")) group += 1;
  }

  const SIGNS = { "&lt;": "<", "&gt;": ">", "&#34;": '"', "&#39;": "'", "&amp;": "&" };
  const decoded = (raw) => raw.replace(/&(?:lt|gt|amp|#34|#39);/g, (sign) => SIGNS[sign]);
  const cells = (row) => lines[row].slice(ROW.length).split("<td>");
  const groupFor = (row) => data.groups[groupOf[row]];
  const outcomeFor = (row) => data.outcomes[groupFor(row)[0]];
  const partiesFor = (row) => data.parties[groupFor(row)[1]];

  // Lower-case texts to search in, made at the first search and kept.
  let found = null;
  const searchable = () => found ??= lines.map((line) =>
    decoded(line.slice(ROW.length).replaceAll("<td>", "\n").replaceAll("<br>", "\n")).toLowerCase());
  let shared = null;
  const sharedTexts = () => shared ??= data.groups.map(([, parties, path]) =>
    [...path, ...data.parties[parties].map((party) => party[0])].map(text).join("\n").toLowerCase());

  const state = { words: [], only: null, sort: "", down: false, page: 0 };
  const fields = [...document.querySelectorAll("#browse select")];
  let shown = lines.map((_, row) => row);

  const FIELD = {
    verdict: (g) => text(data.outcomes[g[0]][VERDICT]),
    class: (g) => text(data.outcomes[g[0]][CLASS]),
    exclusion: (g) => text(data.outcomes[g[0]][EXCLUSION]),
    origin: (g) => text(data.outcomes[g[0]][ORIGIN]),
    input: (g) => String(g[3]),
  };
  const SORT = {
    name: (row) => decoded(cells(row)[0]).toLowerCase(),
    class: (row) => text(outcomeFor(row)[CLASS]),
    party: (row) => partiesFor(row).map((party) => text(party[0])).join(" ").toLowerCase() || "\uffff",
  };

  function select() {
    const wanted = fields.filter((field) => field.value);
    const fits = data.groups.map((g) =>
      wanted.every((field) => FIELD[field.dataset.field](g) === field.value) &&
      (!state.only || (state.only.outcomes.has(g[0] + 1) &&
        (state.only.party < 0 || state.only.party === g[1]))));
    // A word may stand in the row or in what its group shares.
    const inGroup = state.words.map((word) => sharedTexts().map((item) => item.includes(word)));
    shown = [];
    for (let row = 0; row < lines.length; row += 1) {
      if (fits[groupOf[row]] && state.words.every((word, position) =>
        inGroup[position][groupOf[row]] || searchable()[row].includes(word))) shown.push(row);
    }
    if (SORT[state.sort]) {
      const keys = new Map(shown.map((row) => [row, SORT[state.sort](row)]));
      const order = (a, b) => (keys.get(a) < keys.get(b) ? -1 : keys.get(a) > keys.get(b) ? 1 : a - b);
      shown.sort(order);
    }
    if (state.down) shown.reverse();
    state.page = 0;
    draw();
  }

  function element(tag, properties, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(properties ?? {})) {
      if (name in made) made[name] = value; else made.setAttribute(name, value);
    }
    made.append(...children.filter((child) => child !== null && child !== ""));
    return made;
  }
  const soft = (content) => (content ? element("span", { className: "soft" }, content) : null);
  const badge = (word, name) => element("span", { className: `badge ${name}-${word}` },
    name === "b" ? data.origins[word] : word);

  function path(steps) {
    const made = element("span", { className: "crumb" });
    steps.forEach((step, position) => {
      if (position) made.append(element("i", { "aria-hidden": "true" }, "/"));
      made.append(element("span", null, text(step)));
    });
    return steps.length ? made : element("span", { className: "crumb" }, "the program itself");
  }

  function tableRow(row) {
    const [name, version] = cells(row).map(decoded);
    const outcome = outcomeFor(row);
    const button = element("button", { type: "button", className: "open", "aria-expanded": "false" },
      name || "(no name)");
    const made = element("tr", null,
      element("td", null, badge(text(outcome[VERDICT]), "c")),
      element("th", { scope: "row" }, button, version ? " " : null, soft(version),
        element("div", { className: "small" }, path(groupFor(row)[2]))),
      element("td", { "data-l": "Class" }, text(outcome[CLASS]),
        text(outcome[EXCLUSION]) ? element("div", { className: "soft small" }, text(outcome[EXCLUSION])) : null),
      element("td", { "data-l": "Parties" }, ...partyCell(partiesFor(row))));
    let details = null;
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-expanded") === "true";
      button.setAttribute("aria-expanded", String(!open));
      if (open) { details.remove(); return; }
      details ??= element("tr", { className: "details" },
        element("td", { colSpan: 4 }, ...detailsOf(row)));
      made.after(details);
    });
    return made;
  }

  function partyCell(parties) {
    if (!parties.length) return [soft("none named")];
    const rest = parties.length - 1;
    return [text(parties[0][0]), " ", badge(text(parties[0][2]), "b"),
      rest ? soft(` and ${rest} more`) : null];
  }

  const fact = (name, ...content) => element("div", null, element("dt", null, name),
    element("dd", null, ...content));
  const code = (content) => element("code", null, content);
  const items = (numbers) => element("ul", { className: "plain" },
    ...numbers.map((number) => element("li", null, text(number))));

  function detailsOf(row) {
    const [, , id, purl, source, remarks] = cells(row);
    const outcome = outcomeFor(row);
    const [, , , input] = groupFor(row);
    const list = element("dl", { className: "rests" });
    list.append(fact("Provision", text(outcome[CITATION])));
    if (text(outcome[TURNS])) list.append(fact("Schedule", text(outcome[TURNS])));
    if (text(outcome[AUTHORIZATION])) list.append(fact("Authorization", text(outcome[AUTHORIZATION])));
    if (remarks) list.append(fact("Remarks", remarks.split("<br>").map(decoded).join("; ")));
    list.append(fact("In the file", `${text(data.inputs[input]) ?? ""} `, code(decoded(source || id))));
    list.append(fact("Id", code(decoded(id))));
    if (purl && purl !== "as id") list.append(fact("Package URL", code(decoded(purl))));
    const parts = [element("p", { className: "reason" }, text(outcome[REASON]))];
    for (const missing of outcome[MISSING]) parts.push(element("p", null, text(missing)));
    if (outcome[WARNINGS].length) parts.push(element("b", null, "Warnings"), items(outcome[WARNINGS]));
    if (outcome[ASSUMED].length) parts.push(element("b", null, "Assumed"), items(outcome[ASSUMED]));
    parts.push(list, people(partiesFor(row)), trace(data.traces[outcome[TRACE]]));
    return parts;
  }

  function people(parties) {
    return element("ul", { className: "people" }, ...parties.map(([name, roles, origin, country, why, chain]) =>
      element("li", null,
        element("p", null, element("strong", null, text(name)), " ", badge(text(origin), "b"), " ",
          soft([text(roles), text(country)].filter(Boolean).join(", "))),
        text(why) ? element("p", null, text(why)) : null,
        chain.length > 1 ? element("ol", { className: "chain" },
          ...chain.map((step) => element("li", null, text(step)))) : null)));
  }

  function trace(numbers) {
    if (!numbers) {
      return element("p", { className: "soft" },
        "How this was decided stands in the JSON report; vcs-check explain shows it.");
    }
    const body = element("tbody");
    for (const number of numbers) {
      const [question, answer, because, citation, mark] = data.answers[number].map(text);
      body.append(element("tr", null, element("th", { scope: "row" }, question),
        element("td", { className: "answer" }, answer), element("td", null, because),
        element("td", null, citation, " ", soft(`(${data.marks[mark]})`))));
    }
    const heads = ["Question", "Answer", "Because", "Rests on"];
    return element("table", { className: "trace stack" },
      element("caption", null, "How this was decided"),
      element("thead", null, element("tr", null,
        ...heads.map((head) => element("th", { scope: "col" }, head)))), body);
  }

  const buttons = [...document.querySelectorAll("#browse .pages button")];
  const pages = () => Math.max(1, Math.ceil(shown.length / PAGE));
  const TARGET = { first: () => 0, previous: () => state.page - 1, next: () => state.page + 1,
    last: () => pages() - 1 };

  function draw() {
    const start = state.page * PAGE;
    const visible = shown.slice(start, start + PAGE);
    by("rows").replaceChildren(...visible.map(tableRow));
    const all = shown.length === lines.length ? "" : ` of ${count(lines.length)}`;
    const range = visible.length < shown.length
      ? `, showing ${count(start + 1)} to ${count(start + visible.length)}` : "";
    by("found").textContent = shown.length
      ? `${count(shown.length)}${all} component${shown.length === 1 && !all ? "" : "s"}${range}`
      : "No component fits. Change the search or clear the filters.";
    by("where").textContent = `Page ${count(state.page + 1)} of ${count(pages())}`;
    document.querySelector("#browse .pages").hidden = pages() === 1;
    for (const button of buttons) {
      const back = ["first", "previous"].includes(button.dataset.go);
      // Not "disabled", which would take the focus away from whoever just pressed it.
      button.setAttribute("aria-disabled", String(back ? state.page === 0 : state.page >= pages() - 1));
    }
    for (const head of document.querySelectorAll("#browse th[data-sort]")) {
      const current = head.dataset.sort === (state.sort || "verdict");
      if (current) head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    by("only").hidden = !state.only;
  }

  function showOnly(outcomes, party, words) {
    state.only = { outcomes: new Set(outcomes), party };
    by("only").firstElementChild.textContent = words;
    for (const field of fields) field.value = "";
    by("find").value = "";
    state.words = [];
    select();
    by("components-h").scrollIntoView();
    by("components-h").focus({ preventScroll: true });
  }

  let waiting = 0;
  by("find").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      state.words = by("find").value.toLowerCase().split(/\s+/).filter(Boolean);
      select();
    }, 120);
  });
  for (const field of fields) field.addEventListener("change", select);
  const form = document.querySelector("#browse form");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    clearTimeout(waiting);
    state.words = [];
    state.only = null;
    setTimeout(select); // when the fields are empty
  });
  by("only").lastElementChild.addEventListener("click", () => {
    state.only = null;
    select();
    by("find").focus();
  });
  for (const head of document.querySelectorAll("#browse th[data-sort]")) {
    head.firstElementChild.addEventListener("click", () => {
      const current = head.dataset.sort === (state.sort || "verdict");
      state.down = current && !state.down;
      state.sort = head.dataset.sort;
      select();
    });
  }
  for (const button of buttons) {
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") === "true") return;
      state.page = TARGET[button.dataset.go]();
      draw();
    });
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.list");
    if (!link) return;
    event.preventDefault();
    const heading = link.closest("article")?.querySelector("h3, h4")?.textContent.trim() ?? "";
    showOnly(link.dataset.outcomes.split(" ").map(Number), Number(link.dataset.party), heading ? `Only: ${heading}` : "Only one group");
  });
  const followed = /^#o(\d+)$/.exec(location.hash);
  const first = followed && data.outcomes[Number(followed[1]) - 1];
  by("browse").hidden = false;
  by("unscripted").remove();
  select();
  if (first) showOnly([Number(followed[1])], -1, `Only: ${text(first[REASON])}`);

  // On paper: every row that the filters leave, as far as that is a sensible number of pages.
  addEventListener("beforeprint", () => {
    by("rows").replaceChildren(...shown.slice(0, PRINTED_AT_MOST).map(tableRow));
    if (shown.length > PRINTED_AT_MOST) {
      by("found").textContent = `The first ${count(PRINTED_AT_MOST)} of ${count(shown.length)} components; `
        + "all of them stand in the JSON and CSV reports.";
    }
  });
  addEventListener("afterprint", draw);
})();
