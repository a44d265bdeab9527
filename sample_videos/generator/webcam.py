"""What a cheap camera makes of light: tone curve, vignette, blur, noise, sharpening, JPEG."""

import cv2
import numpy as np

# Narkowicz 2015, "ACES filmic tone mapping curve".
TOE, SLOPE, SHOULDER, SHOULDER_SLOPE, WHITE = 0.03, 2.51, 0.59, 2.43, 0.14
GAMMA = 2.2


def tone_mapped(linear, exposure, white_balance):
    """Linear light to displayed values, 0 to 1."""
    light = np.clip(linear * (exposure * np.array(white_balance)).astype(np.float32), 0, None)
    curve = (light * (SLOPE * light + TOE)) / (light * (SHOULDER_SLOPE * light + SHOULDER) + WHITE)
    return (np.clip(curve, 0, 1) ** (1 / GAMMA)).astype(np.float32)


def webcam(picture, rng, noise=0.012, blur=0.6, vignette=0.18, jpeg=82, sharpen=0.5):
    """Displayed values 0 to 1 in, bytes RGB [height, width, 3] out. `blur` in pixels, `jpeg` is the quality."""
    seen = picture * (1 - vignette * corner_distances(*picture.shape[:2])).astype(np.float32)[..., None]
    if blur:
        seen = cv2.GaussianBlur(seen, (0, 0), blur)
    seen = seen + sensor_noise(seen, rng, noise)
    if sharpen:
        seen = seen + sharpen * (seen - cv2.GaussianBlur(seen, (0, 0), 1.0))
    pixels = (np.clip(seen, 0, 1) * 255 + 0.5).astype(np.uint8)
    coded = cv2.imencode(".jpg", pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, jpeg])[1]
    return cv2.imdecode(coded, cv2.IMREAD_COLOR)[..., ::-1]


def corner_distances(height, width):
    """Squared distance from the middle, 2 in the corners."""
    y, x = np.mgrid[0:height, 0:width]
    return ((x - width / 2) ** 2 + (y - height / 2) ** 2) / ((width / 2) ** 2 + (height / 2) ** 2)


def sensor_noise(picture, rng, strength):
    """Fine grain and blotches, stronger in the dark."""
    amplitude = strength * (0.5 + 0.8 * np.sqrt(np.clip(1 - picture.mean(-1, keepdims=True), 0, 1)))
    grain, blotches = (rng.standard_normal(picture.shape, dtype=np.float32) for _ in range(2))
    return grain * amplitude + cv2.GaussianBlur(blotches, (0, 0), 1.5) * amplitude * 2.2
