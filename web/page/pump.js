// A hidden tab gets no frames and its timers are slowed to one a second, but a worker's timers are not. It keeps
// training and the answers to the page's questions going.

const source = `
  let wait = 0;
  onmessage = ({ data }) => { clearTimeout(wait); if (data >= 0) wait = setTimeout(postMessage, data, 0); };`;
const busy = { seconds: 0.04, rest: 4 };   // s of work, then ms for the page's own events
const idle = { seconds: 0.002, rest: 200 };

/** @param {import('./bridge.js').Bridge} bridge */
export function pumpWhileHidden(bridge) {
  let worker = null, address = null, training = false;
  bridge.on('state', ({ status }) => { training = status.state === 'training' || status.state === 'loading'; });

  const pump = () => {
    const pace = training ? busy : idle;
    try {
      bridge.module._nabla_pump(pace.seconds);
    } catch {
      return stop(); // the program has stopped; the page says so elsewhere
    }
    worker?.postMessage(pace.rest);
  };
  const start = () => {
    if (worker) return;
    address ??= URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    worker = new Worker(address);
    worker.onmessage = pump;
    worker.postMessage(0);
  };
  const stop = () => {
    worker?.terminate();
    worker = null;
  };
  const follow = () => (document.hidden ? start() : stop());
  document.addEventListener('visibilitychange', follow);
  follow();
}
