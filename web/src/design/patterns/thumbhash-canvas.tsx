import { useEffect, useRef } from 'react';
import { thumbHashToRGBA } from 'thumbhash';

/** The blurred memory of a picture, painted on a canvas so that no data: address needs allowing. */
export function ThumbhashCanvas({ hash, className }: { hash: string; className?: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    const bytes = decodeHash(hash);
    if (!context || !bytes) return;
    const { w, h, rgba } = thumbHashToRGBA(bytes);
    context.canvas.width = w;
    context.canvas.height = h;
    context.putImageData(new ImageData(new Uint8ClampedArray(rgba), w, h), 0, 0);
  }, [hash]);
  return <canvas ref={canvas} aria-hidden="true" width={1} height={1} className={className} />;
}

/** Base64 to bytes; null when the text is not a thumbhash (5 bytes at least). */
function decodeHash(hash: string): Uint8Array | null {
  try {
    const bytes = Uint8Array.from(atob(hash), (letter) => letter.charCodeAt(0));
    return bytes.length >= 5 ? bytes : null;
  } catch {
    return null;
  }
}
