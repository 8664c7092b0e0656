// Warns two minutes before the session ends, and asks the server first: another tab may have put its end off.
(({ leftIn, lastIn, csrf, words }) => {
  const state = (window.ishrejaSession ??= { box: null, timer: null, asked: 0 });
  const set = (left, last) => { state.endsAt = Date.now() + left * 1000; state.lastAt = Date.now() + last * 1000; };
  const hide = () => { state.box?.remove(); state.box = null; };
  const ask = async (options) => {
    state.asked = Date.now();
    const answer = await fetch("/session", { credentials: "same-origin", ...options });
    if (answer.ok || answer.status === 401) { const told = await answer.json(); set(told.ends_in, told.last_in); }
  };
  const stay = () => ask({
    method: "POST", body: new URLSearchParams({ csrf: state.csrf }),
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
  }).then(tick);
  const show = (text, label, act) => {
    if (!state.box) {
      state.box = document.createElement("div");
      state.box.className = "ir-session";
      state.box.setAttribute("role", "alert");
      document.body.append(state.box);
    }
    if (state.box.dataset.text === text) return;
    state.box.dataset.text = text;
    const line = document.createElement("span");
    line.textContent = text;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.onclick = act;
    state.box.replaceChildren(line, ...(label ? [button] : []));
  };
  const tick = () => {
    const left = Math.ceil((state.endsAt - Date.now()) / 1000);
    if (left > state.words.seconds) return hide();
    if (Date.now() - state.asked > 15000) ask().catch(() => {});
    if (left <= 0) {
      const back = encodeURIComponent(location.pathname + location.search);
      return show(state.words.ended, state.words.signIn, () => location.assign("/login?next=" + back));
    }
    if (state.lastAt - state.endsAt < 1000) return show(state.words.last, "", null);
    show(state.words.soon, state.words.stay, stay);
  };
  Object.assign(state, { csrf, words });
  set(leftIn, lastIn);
  hide();
  clearInterval(state.timer);
  state.timer = setInterval(tick, 1000);
})(DATA);
