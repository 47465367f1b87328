import sharp from 'sharp';
import type { Sharp } from 'sharp';
import type { Picture } from './scene/picture.ts';

export const MAXIMUM_PREVIEW_BYTES = 6 * 1024;
const PREVIEW_BLURS = [7, 3, 1.2, 0];

/** PNG bytes that say inside the file what they are: a demo, drawn by a procedure. */
export async function encodePicture(
  picture: Picture,
  origin: { prompt: string; seed: number; index: number },
): Promise<Buffer> {
  const note = `Demo picture, drawn by a procedure and not made by an AI model. Prompt: "${origin.prompt}". Seed ${origin.seed}, picture ${origin.index}.`;
  return raw(picture)
    .withXmp(xmp(note))
    .withExif({ IFD0: { ImageDescription: asciiOnly(note), Software: 'Atelier demo image service (procedural)' } })
    .png({ compressionLevel: 6, adaptiveFiltering: false })
    .toBuffer();
}

/** Previews from blurred to sharp as `data:` URLs of WebP. */
export async function encodePreviews(picture: Picture): Promise<string[]> {
  return Promise.all(
    PREVIEW_BLURS.map(async (blur) => {
      const image = blur > 0 ? raw(picture).blur(blur) : raw(picture);
      const { data } = await shrink(image);
      return `data:image/webp;base64,${data.toString('base64')}`;
    }),
  );
}

function raw(picture: Picture): Sharp {
  const { width, height, data } = picture;
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** The highest quality that fits; base64 adds a third to the bytes. */
async function shrink(image: Sharp): Promise<{ data: Buffer }> {
  for (const quality of [70, 50, 30]) {
    const data = await image.clone().webp({ quality, effort: 2 }).toBuffer();
    if (data.length * (4 / 3) <= MAXIMUM_PREVIEW_BYTES) return { data };
  }
  return { data: await image.clone().resize(96).webp({ quality: 30, effort: 2 }).toBuffer() };
}

function xmp(note: string): string {
  const text = note.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmp:CreatorTool="Atelier demo image service (procedural)" Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia">
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">${text}</rdf:li></rdf:Alt></dc:description>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`;
}

function asciiOnly(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '?');
}
