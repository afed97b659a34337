// Puts pictures beside each other, inside the browser, since the project has nothing else that reads them. Evaluated as text, like page-checks.js.

/** @param shots PNG files in base64 */
async function besideEachOther(shots) {
  const images = await Promise.all(
    shots.map(async (shot) => createImageBitmap(await (await fetch(`data:image/png;base64,${shot}`)).blob())),
  );
  const width = images.reduce((sum, image) => sum + image.width, 0);
  const height = Math.max(...images.map((image) => image.height));
  const brush = new OffscreenCanvas(width, height).getContext('2d');
  let left = 0;
  for (const image of images) {
    brush.drawImage(image, left, 0);
    left += image.width;
  }
  const pixels = brush.getImageData(0, 0, width, height).data;
  let bytes = '';
  for (let at = 0; at < pixels.length; at += 8192) bytes += String.fromCharCode(...pixels.subarray(at, at + 8192));
  return { width, height, base64: btoa(bytes) };
}

globalThis.besideEachOther = besideEachOther;
