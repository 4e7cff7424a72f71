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

  // Where the navigation is wider than the window, this page's name is in sight.
  const here = document.querySelector(".top nav [aria-current]");
  if (here) here.closest("nav").scrollLeft = here.offsetLeft - here.closest("nav").clientWidth / 2;

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
  // Copying: a text of the page, or a quote with who says it, where it is and its place here.
  const words = document.body.dataset;
  const copying = (button, text) => {
    const label = button.textContent;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text());
      button.textContent = words.copied;
      setTimeout(() => { button.textContent = label; }, 2000);
    });
  };
  if (navigator.clipboard) {
    for (const button of document.querySelectorAll("button[data-copy]")) {
      button.hidden = false;
      copying(button, () => document.querySelector(button.dataset.copy).textContent);
    }
    for (const by of document.querySelectorAll(".ledger blockquote + .by")) {
      const quote = by.previousElementSibling;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "plain copy";
      button.textContent = words.copy;
      button.title = words.cite;
      const link = quote.querySelector("a");
      const { stance, url, by: who } = quote.dataset;
      const source = [who, "alone" in by.dataset ? "" : by.textContent.trim().replace(/\s+/g, " ")].filter(Boolean).join(" · ");
      const quoted = `${stance ? `${stance}: ` : ""}“${link.textContent.trim()}”`;
      copying(button, () => [quoted, source, url, link.href].filter(Boolean).join("\n"));
      by.append(" ", button);
    }
  }

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

  // Keys are made by the API, with the admin's own key typed again: the session of these pages opens no key.
  const keyForm = document.querySelector("[data-key-form]");
  if (keyForm) {
    const said = keyForm.querySelector("[data-key-said]");
    const words = document.querySelector("[data-key-words]").dataset;
    for (const part of document.querySelectorAll("[data-scripted]")) part.hidden = false;
    const tell = (text, secret) => {
      said.replaceChildren(text);
      if (secret) {
        const code = document.createElement("code");
        code.textContent = secret;
        said.append(" ", code);
      }
      said.scrollIntoView({ block: "nearest" });
    };
    const ask = async (method, path, body) => {
      const own = keyForm.elements.own.value.trim();
      if (!own) { tell(words.first); keyForm.elements.own.focus(); return; }
      try {
        const answer = await fetch(`${document.body.dataset.root}../v1/keys${path}`, {
          method,
          headers: { Authorization: `Bearer ${own}`, "Content-Type": "application/json" },
          body: body && JSON.stringify(body),
        });
        const found = await answer.json();
        if (!answer.ok) tell(found.detail || found.title || found.message || String(answer.status));
        else if (found.secret) tell(words.made, found.secret);
        else tell(words.revoked);
      } catch (error) {
        tell(String(error));
      }
    };
    keyForm.addEventListener("submit", (event) => {
      event.preventDefault();
      ask("POST", "", { name: keyForm.elements.name.value, scope: keyForm.elements.scope.value });
    });
    for (const button of document.querySelectorAll("[data-key-act]")) {
      button.addEventListener("click", () => {
        const path = `/${encodeURIComponent(button.dataset.keyId)}`;
        if (button.dataset.keyAct === "rotate") ask("POST", `${path}/rotate`);
        else if (keyForm.elements.own.value && confirm(words.sure)) ask("DELETE", path);
        else if (!keyForm.elements.own.value) ask("DELETE", path);
      });
    }
  }
})();
