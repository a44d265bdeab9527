// Procedural noise, 0 to 1.
float hash(vec3 p) {
    p = fract(p * .3183099 + vec3(.1, .17, .13));
    p *= 17.;
    return fract(p.x * p.y * p.z * (p.x + p.y + p.z));
}

float smooth_noise(vec3 p) {
    vec3 cell = floor(p), within = fract(p);
    within = within * within * (3. - 2. * within);
    return mix(
        mix(mix(hash(cell), hash(cell + vec3(1, 0, 0)), within.x),
            mix(hash(cell + vec3(0, 1, 0)), hash(cell + vec3(1, 1, 0)), within.x), within.y),
        mix(mix(hash(cell + vec3(0, 0, 1)), hash(cell + vec3(1, 0, 1)), within.x),
            mix(hash(cell + vec3(0, 1, 1)), hash(cell + vec3(1, 1, 1)), within.x), within.y),
        within.z);
}

float fractal_noise(vec3 p) {
    return .5 * smooth_noise(p) + .25 * smooth_noise(p * 2.03) + .125 * smooth_noise(p * 4.1) + .06 * smooth_noise(p * 8.3);
}
