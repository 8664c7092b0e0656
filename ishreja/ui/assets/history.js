// A screen that was left for another writes its filters to the new address: that is no step of "back" of its own.
if (!window.irPush) {
  window.irPush = history.pushState.bind(history);
  let arriving = true;
  for (const act of ["pointerdown", "keydown"]) addEventListener(act, () => { arriving = false; }, true);
  history.pushState = (state, title, address) => {
    const here = new URL(address, location.href).pathname === location.pathname;
    if (here && arriving) return history.replaceState(state, title, address);
    arriving = !here;
    irPush(state, title, address);
  };
}
