"use strict";
// Times in the reader's zone, the live part of Now, and forms that send themselves. Everything works without it.
(() => {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  const localize = (part) => {
    for (const time of part.querySelectorAll("time[datetime]")) {
      const moment = new Date(time.dateTime);
      if (!Number.isNaN(moment.getTime())) {
        time.title = time.textContent;
        time.textContent = format.format(moment);
      }
    }
  };
  localize(document);

  for (const form of document.querySelectorAll("form[data-submit='at-once']")) form.submit();

  // One key each, and a button at the foot that switches them off (WCAG 2.2, 2.1.4).
  const keys = document.querySelector("[data-keys]");
  if (keys) {
    const on = () => localStorage.getItem("tocsin-keys") !== "off";
    const show = () => keys.setAttribute("aria-pressed", String(on()));
    const step = (by) => {
      const rows = [...document.querySelectorAll(".row .title, .ledger blockquote a, tbody th a")];
      const at = rows.indexOf(document.activeElement);
      const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by];
      if (next) next.focus();
    };
    keys.hidden = false;
    show();
    keys.addEventListener("click", () => { localStorage.setItem("tocsin-keys", on() ? "off" : "on"); show(); });
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest("input, select, textarea, [contenteditable]");
      if (!on() || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      const field = document.querySelector("[data-search]");
      if (event.key === "/" && field) { event.preventDefault(); field.focus(); field.select(); }
      else if (event.key === "/") { event.preventDefault(); location.assign(`${document.body.dataset.root}search`); }
      else if (event.key === "j") step(1);
      else if (event.key === "k") step(-1);
    });
  }

  const live = document.querySelector("[data-live]");
  if (live) {
    const shortest = Number(live.dataset.every) || 15000;
    let pause = shortest;
    const refresh = async () => {
      if (!document.hidden && !live.contains(document.activeElement)) {
        try {
          const answer = await fetch(live.dataset.live, { headers: { "X-Part": "1" } });
          if (answer.ok && !answer.redirected) {
            const part = new DOMParser().parseFromString(await answer.text(), "text/html");
            const fresh = part.body.innerHTML;
            const template = document.createElement("div");
            template.append(...part.body.childNodes);
            localize(template);
            if (live.dataset.last !== fresh) {
              live.dataset.last = fresh;
              live.replaceChildren(...template.childNodes);
              pause = shortest;
            } else {
              pause = Math.min(pause * 1.5, 60000);
            }
          }
        } catch {
          pause = Math.min(pause * 2, 120000);
        }
      }
      setTimeout(refresh, pause);
    };
    setTimeout(refresh, pause);
  }

  const form = document.querySelector("form[data-upload]");
  if (form) {
    const drop = form.querySelector("[data-drop]");
    const list = form.querySelector("[data-progress]");
    const chosen = form.elements.file;
    const most = Number(form.dataset.upload);
    const send = (file) =>
      new Promise((done) => {
        const item = document.createElement("li");
        const bar = document.createElement("progress");
        bar.max = 1;
        bar.value = 0;
        bar.setAttribute("aria-label", file.name);
        item.append(file.name, bar);
        list.append(item);
        const fail = (why) => {
          bar.remove();
          item.append(`: ${why}`);
          item.className = "wrong";
          done("");
        };
        if (file.size > most - 10000) {
          fail("is too large to be sent from here");
          return;
        }
        const data = new FormData(form);
        data.delete("file");
        data.delete("text");
        data.append("file", file);
        const ask = new XMLHttpRequest();
        ask.open("POST", form.action);
        ask.upload.onprogress = (event) => { bar.value = event.loaded / event.total; };
        ask.onload = () => {
          const sent = new URL(ask.responseURL).searchParams.get("sent");
          if (ask.status === 200 && sent) done(sent);
          else fail(`was not taken (${ask.status})`);
        };
        ask.onerror = () => fail("could not be sent");
        ask.send(data);
      });
    const sendAll = async (files) => {
      const sent = [];
      for (const file of files) sent.push(await send(file));
      const ids = sent.filter((id) => id);
      if (ids.length === files.length) location.assign(`${form.action}?sent=${ids.join(",")}`);
    };
    form.addEventListener("submit", (event) => {
      if (chosen.files.length && !form.elements.text.value) {
        event.preventDefault();
        sendAll([...chosen.files]);
      }
    });
    for (const kind of ["dragenter", "dragover"]) drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
    for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => { event.preventDefault(); sendAll([...event.dataTransfer.files]); });
  }
})();
