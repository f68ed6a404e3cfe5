/** Short tones without a file. Browsers let a page sound only after the reader has touched it. */
const TONES = {
  CALL: [[660, 0], [880, 0.16]],
  PUT: [[880, 0], [660, 0.16]],
  won: [[784, 0], [988, 0.12], [1175, 0.24]],
  lost: [[330, 0], [262, 0.2]],
  other: [[523, 0]],
};
const LENGTH = 0.14;
const VOLUME = 0.2;

let context = null;

/** To be called from a click or a key. */
export function unlockSound() {
  context ??= window.AudioContext ? new AudioContext() : null;
  if (context?.state === 'suspended') {
    context.resume().catch(() => {});
  }
}

export const canSound = () => context?.state === 'running';

function tone(frequency, delay) {
  const start = context.currentTime + delay;
  const oscillator = context.createOscillator();
  const volume = context.createGain();
  oscillator.frequency.value = frequency;
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(VOLUME, start + 0.01);
  volume.gain.linearRampToValueAtTime(0, start + LENGTH);
  oscillator.connect(volume).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(start + LENGTH);
}

/** @param name one of CALL, PUT, won, lost, other */
export function sound(name) {
  TONES[name].forEach(([frequency, delay]) => tone(frequency, delay));
}
