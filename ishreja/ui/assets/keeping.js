// A field sends its text when it is left; what is typed here is kept as soon as the writer pauses.
if (!window.ishrejaKeeping) {
  window.ishrejaKeeping = true;
  const PAUSE = 700; // milliseconds
  let waiting;
  document.addEventListener('input', ({ target }) => {
    if (!target.matches('.st-key-deciding textarea, .st-key-deciding [data-testid="stTextInput"] input')) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      target.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }));
    }, PAUSE);
  });
}
