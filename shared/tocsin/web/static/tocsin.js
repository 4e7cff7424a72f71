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

  const live = document.querySelector("[data-live]");
  if (live) {
    let pause = 15000;
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
              pause = 15000;
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
})();
