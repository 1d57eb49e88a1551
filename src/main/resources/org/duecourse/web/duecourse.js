// Everything works without this. It tells, two minutes before, that a session will end, and lets it be kept.
"use strict";
(() => {
  const body = document.body;
  const idle = Number(body.dataset.idle);
  if (!idle) {
    return;
  }
  const ahead = Math.min(120, idle / 2);
  let timer;
  const notice = document.createElement("div");
  notice.className = "session";
  notice.hidden = true;
  notice.setAttribute("role", "alertdialog");
  notice.setAttribute("aria-label", "Your session is about to end");
  const words = document.createElement("p");
  const keep = document.createElement("button");
  keep.type = "button";
  keep.textContent = "Stay signed in";
  notice.append(words, keep);
  body.append(notice);

  const wait = () => {
    notice.hidden = true;
    clearTimeout(timer);
    timer = setTimeout(warn, (idle - ahead) * 1000);
  };
  const warn = () => {
    words.textContent = "Nothing has happened for a while. Your session ends in " + Math.round(ahead / 60 * 10) / 10 +
      " minutes; what you have typed stays on the page.";
    notice.hidden = false;
    keep.focus();
    timer = setTimeout(() => {
      words.textContent = "Your session has ended. If you send what is on the page, you are asked to sign in and it is kept.";
      keep.hidden = true;
    }, ahead * 1000);
  };
  keep.addEventListener("click", async () => {
    const answer = await fetch("/session/keep", { method: "POST", headers: { "X-CSRF-TOKEN": body.dataset.csrf } });
    if (answer.ok) {
      wait();
    }
  });
  document.addEventListener("htmx:afterRequest", wait);
  // A page that came in part takes the focus, unless what was pressed is there again and keeps it.
  document.addEventListener("htmx:afterSettle", () => {
    const main = document.getElementById("main");
    if (main && !main.contains(document.activeElement)) {
      main.focus();
    }
  });
  wait();
})();
